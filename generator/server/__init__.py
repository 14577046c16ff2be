"""The page of this machine (`gen-narrative serve`): a server and its rooms.

`guard` lets in only who has the address, `workspace` confines every path to the user's folder,
`store` keeps what people decide, `uploads` takes files in, `runs` does long work in processes of
their own, `house` is what a room gets of all that, `rooms` lists the rooms. docs/page.md says how a
room is built. Nothing here words, computes or checks: a room calls the tasks that the command line
calls.
"""
