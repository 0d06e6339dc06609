"""Describe: a request's JSON comes in;
a network whose every setting, shape and tensor is known to fit goes out.
"""
