"""The engine: what each layer, loss, optimizer and initializer knows, one file each."""
