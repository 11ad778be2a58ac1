"""A server that speaks the protocol itself, and breaks it as its argument says."""
import sys
import time

how = sys.argv[1]


def say(text):
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


for request in sys.stdin:
    verb = request.split()[0]
    if verb == "hello":
        if how == "stranger":
            say("Welcome to RoboSoft 3000!")
        elif how == "newer":
            say("hello waymark 2")
        elif how == "mute":
            time.sleep(600)
        else:
            say("hello waymark 1")
            say("stateSize " + ("many" if how == "sizes" else "2"))
            say("controlSize 1")
            if how != "timeless":
                say("timeStep 0.5")
            say("observationSize 1")
            say("favouriteColour green")
            say("ready")
    elif verb == "reset":
        say("state 1 2")
    elif verb == "step":
        if how == "words":
            say("state one two")
        elif how == "short":
            say("state 1")
        elif how == "long":
            say("state 1 2 3")
        elif how == "binary":
            sys.stdout.buffer.write(bytes(range(256)) + b"\n")
            sys.stdout.flush()
        elif how == "nan":
            say("state nan -inf")
        else:
            say("state 3 0.1")
            if how == "chatty":
                say("and by the way")
                time.sleep(0.3)
    elif verb == "observe":
        say("observation 42.5")
    elif verb == "close":
        if how == "stubborn":
            time.sleep(600)
        say("bye")
        break
