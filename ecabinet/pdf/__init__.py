"""Pages of PDF files, drawn by worker processes: no PDF is ever parsed in the process of the window.

    the window's process                                     two or more worker processes

    pool         the port, Pages
    scheduler    which wish goes to which worker
      backlog    what waits
      crew       the workers, and the burial of lost ones
        remote   one worker, seen from here  ── wire ──►     worker   its limits, its loop
          slot   shared memory               ◄─ pixels ──      desk   one order, one reply
    result       payload → value or error                      shelf  open papers and pages
    waker        one descriptor for Qt                         paper  what a file is
    still        one page, waited for                          sealed bytes of the vault
                                                               paint  one tile

The right column imports the standard library, pypdfium2 and the form of sealed papers (`app.sealed_paper`) only; the
left column never imports pypdfium2.
"""
