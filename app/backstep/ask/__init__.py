"""Ask: what has been run comes in with a question;
where a number comes from, or whether it is right, goes out.
"""
