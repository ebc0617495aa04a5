"""Pages of PDF files, drawn by worker processes: no PDF is ever parsed in the process of the window.

    the window's process                                     two or more worker processes

    pool         the port, Pages
    scheduler    which wish goes to which worker
      errand     what is wanted
      backlog    what waits
      crew       the workers, and the burial of lost ones
        remote   one worker, seen from here  ── wire ──►     worker   its limits, its loop
          slot   shared memory               ◄─ pixels ──      desk   one order, one reply
    result       payload → value or error                      tasks  what can be ordered
    waker        one descriptor for Qt                         shelf  open papers and pages
    still        one page, waited for                          paper  what a file is
    inspection   files described, with findings                sealed bytes of the vault
                                                               paint  one tile
                                                               inspect, content  what is told about a file
    text_port    the port, Texts                               text_tasks, links  what a page says, where it leads
    annotation_port  marks, waited for                         annotation_tasks  marks found, copies written
                                                               text   characters ► text_lines, text_columns, text_pack

The right column imports the standard library, pypdfium2 and the forms of sealed papers (`app.sealed_paper`) and of text
(`app.text.form`, `app.text.frame`) only; the left column never imports pypdfium2.
"""
