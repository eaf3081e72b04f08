"""Tables that other people made: what their cells mean, told exactly, with every doubt as a finding. Pure; files are read elsewhere."""
