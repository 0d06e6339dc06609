"""HTTP only: read the request, ask the store and the wings, encode the answer."""
