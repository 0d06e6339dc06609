"""Web: files of the page come in;
what a browser opens, packed and with the headers that keep it safe, goes out.
"""
