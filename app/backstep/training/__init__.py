"""Long runs of gradient descent: in processes of their own, watched while they go on."""
