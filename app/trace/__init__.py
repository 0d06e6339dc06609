"""From a description to every number of an iteration: plan what happens, then let it happen."""
