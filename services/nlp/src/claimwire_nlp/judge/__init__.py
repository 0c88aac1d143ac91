"""The judge: a model eight times the matcher, asked about pairs of claims that the matcher does not rule out.

It is MPNet (Song et al. 2020) as all-mpnet-base-v2 was published, with what our training changed of it
(`models/judge/change.npz`). `assembly` makes one file of both, once, where the packages are installed.
`layout` says what lies where in that file, and the graph (`models/judge/graph.onnx`) what is done with it.
"""
