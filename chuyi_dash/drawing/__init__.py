"""Pictures of the divisions without a screen library, for screens, scenes, slides and paper.

``shade`` says what a division and a legend show, ``projection`` where a place stands, ``labels`` where its name does,
``text`` how wide words are, ``hatching`` what "not reported" looks like, ``paths`` and ``svg`` write the picture.
"""
