using MultiVenueMargin.Cli.Live;

namespace MultiVenueMargin.Cli.CommandLine;

/// <summary><c>mvm help</c> and <c>mvm help COMMAND</c>.</summary>
internal static class Help
{
    private const string Overview = """
        mvm: one margin number for a whole book, across venues and chains.

          mvm evaluate --book FILE      the margin of a book, and why
          mvm up --data DIR [--demo]    run the platform on a folder; with a street of its own to look at
          mvm account list|show         accounts of a running platform, and everything about one
          mvm margin get|watch|explain  a margin now, as it was, as it changes, and why
          mvm what-if ACCOUNT           what a trade, a transfer or a move of the market would do to it
          mvm calls [ACCOUNT]           margin calls: list, watch, acknowledge, dispute, withdraw
          mvm liquidations [ACCOUNT]    liquidations: list, watch, preview, approve, hold, release, abort
          mvm feeds [ACCOUNT]           how each feed stands
          mvm verify --data DIR --key FILE   recompute everything that a platform's folder states
          mvm backup --data DIR --to DIR     copy a platform's journal while it runs
          mvm restore --from DIR --data DIR  put a backup into a new folder
          mvm replay --data DIR --account A  what happened to an account; with --rules FILE what would have
          mvm bench engine|grpc|risk|soak  measure the engine, its front door or margins here; or whether it lasts
          mvm rules [--data DIR [--version V]]  the house default rule set as a complete rules.json; or a platform's
          mvm golden                    check the models against the golden cases
          mvm doctor                    what this build is and what it runs on
          mvm version                   its version
          mvm help [COMMAND]            this, or more on a command

        Try it:  mvm evaluate --book samples/basis-two-venues/book.json
                 mvm up --data ./data --demo          and beside it:  mvm margin watch

        Exit codes:
        """;

    private const string Evaluate = """
        mvm evaluate --book FILE [--market FILE] [--rules FILE] [--what-if FILE] [--explain] [--output table|json]
        mvm evaluate --book FILE [--market FILE] [--rules FILE] [--model NAMES] [--rank] [--explain] [--output table|json]

          --book FILE      what the account holds and owes (mvm-book/1)
          --market FILE    prices, instruments and marks (mvm-market/1); else market.json beside the book
          --rules FILE     the rule set (mvm-rules/1); else rules.json beside the book; else the house default,
                           which knows no locations
          --what-if FILE   trades, transfers and shocks (mvm-what-if/1): before, after, and whether it passes
          --explain        open every figure: steps, items and workings, contributions, whole vectors,
                           the distance to a call along each factor, what would meet a call;
                           with --what-if the figures after it, without distances
          --model NAMES    NAME,NAME or all: what venues' own rules ask of the book, side by side: IM, MM, equity,
                           ratio, the nearest move at which each acts, what binds, what it leaves out; and each
                           venue that states figures beside its rules (a location's model in the rules),
                           ModelDrift where they lie apart. docs/rule-books has a page for each
          --rank           where the book costs least: all of it under each venue's rules, as it lies, each
                           underlying where it costs least; and the netting that each layout loses
          --output json    the whole as a document (mvm-report/1, of models mvm-models/1), exact figures as text; default: table

        Results go to the output, everything else to the error stream. Colours only on a terminal and without
        NO_COLOR. The files are described in docs/FILES.md, with examples in samples/.

        Exit codes:
        """;

    private const string Up = """
        mvm up --data DIR [--settings FILE] [--door HOST:PORT] [--http HOST:PORT] [--no-door]
               [--demo] [--for SECONDS] [--seed N]
        mvm up --print-settings [--settings FILE] ...

          --data DIR       where the journal lies and the key that seals it; made at the first start, in a
                           folder that is there. One process at a time (docs/JOURNAL.md)
          --settings FILE  what is to be otherwise than it is (mvm-settings/1, docs/FILES.md)
          --door A         where the gRPC door listens; default 127.0.0.1:7171. Port 0: any that is free
          --http A         where /healthz and /readyz answer; default 127.0.0.1:7172
          --no-door        listen nowhere, but where --http says
          --print-settings all settings as they would be in effect, as a file; nothing is started
          --demo           with a street to look at: two institutions, six accounts over four places, ten
                           instruments, a market that crashes now and then, calls, liquidations
          --for SECONDS    end by itself after so long; else at Ctrl-C or SIGTERM
          --seed N         of the demo's market and trades; default 1

        The door is in development mode: whoever is on this machine may call, is believed what they say of themselves,
        and may do everything. It listens nowhere else.
        /healthz answers 200 while the process does its work, from its first moment on; /readyz when it can be called,
        else 503 with what it waits for.
        What was acknowledged is on the disk. Ctrl-C and SIGTERM take no new calls, let those that run come to their
        end, write states down and seal the journal; a second one ends it at once. After that, as after kill -9, the
        next start recovers everything that was acknowledged.
        On a terminal a table follows the accounts; into a pipe goes a line every five seconds and one per decision.

        Exit codes:
        """;

    private const string Verify = """
        mvm verify --data DIR --key FILE

          --data DIR       the folder of a platform, running or not, or of a backup; it is only read
          --key FILE       the public part of the key that seals it (seal-key.public.pem), from a place that
                           whoever could alter the folder could not reach

        Recomputes every chain and seal, replays every account, register and market, holds every snapshot against
        the replay, and finds again the figures that every margin state, call, alert, liquidation and deficit was
        decided on. The first difference is named: stream, version, which figure, recorded and recomputed.

        Exit codes:
        """;

    private const string BackupAndRestore = """
        mvm backup --data DIR --to DIR
        mvm restore --from DIR --data DIR [--key FILE]

          --data DIR       the platform's folder: running or not for a backup, a new one for a restore
          --to, --from     the backup's folder; a backup needs an empty or new one
          --key FILE       the public part of the seal key, to check the seals of what is restored too

        A backup is the journal as of one moment, whatever is committed meanwhile; with a manifest that is written
        last. A restore checks every file, chain and head. The seal key is not part of a backup: keep it apart, and
        put seal-key.pem into the restored folder before mvm up, or its seals begin under another key.

        Exit codes:
        """;

    private const string Replay = """
        mvm replay --data DIR --account INSTITUTION/NAME [--from WHEN] [--to WHEN] [--rules FILE]
                   [--output table|json|csv]

          --data DIR       the folder of a platform, running or not, or of a backup; it is only read
          --account A      whose past
          --from, --to     an instant in UTC (2026-03-02T09:00:00Z, 2026-03-02) or a version of the account (42), both
                           included; without them from its first record to the last that anybody recorded
          --rules FILE     run the span again under these rules (mvm-rules/1), as if they had been in force in all of
                           it: when it would have been called and for how much, what would have been liquidated, how
                           low it would have gone and how long in each state, beside what happened
          --output         table; json (mvm-replay/1) and csv with every line and exact figures

        Every figure that a recorded decision rests on is found again on the way; the first that does not come out is
        named. A re-run keeps the account's facts and the market as they were recorded, also payments, trades and fills
        that only happened because of what was decided: the account is run again, not the world (docs/JOURNAL.md).
        Start from the rules that were in force:  mvm rules --data DIR > rules.json

        Exit codes:
        """;

    private const string Bench = """
        mvm bench engine [--seconds N] [--accounts N] [--positions N] [--updates N]
                         [--rate N] [--giant N] [--dir DIR] [--json]
        mvm bench grpc   [--seconds N] [--accounts N] [--positions N] [--what-if N] [--subscribers N]
                         [--cut-after N] [--runs N] [--dir DIR] [--json]
        mvm bench risk   [--seconds N] [--runs N] [--instruments N] [--accounts N] [--positions N]
                         [--large N] [--days N] [--no-peer] [--json]
        mvm bench risk   --guard FILE [--record] [--runs N]
        mvm bench soak   [--minutes N | --for SECONDS] [--every SECONDS] [--accounts N] [--positions N]
                         [--rate N] [--dir DIR] [--json]

        engine: the embedded engine; grpc: its front door over loopback, caller and door in one process
          --seconds N      per measurement; default 3
          --accounts N     on the measured street; default 500, of the door 200
          --positions N    of each account; default 10, of the door 50
          --updates N      that the journal holds before the restart is measured; default: those of the other measurements
          --rate N         updates per second where a rate is kept; default 1000
          --giant N        positions of one account that is larger than all, 0 for none; default 10000
          --what-if N      positions of the account that what-ifs are asked of; default 200
          --subscribers N  that watch an account each, and a tenth as many more that take nothing; default 1000
          --cut-after N    seconds after which the door cuts a reader that takes nothing; default 10
          --runs N         of each row of the door, of which the best counts; default 3

        risk: prices and margins by one core, without an engine around them; beside QuantLib, which prices the same options
        where g++ and libquantlib0-dev are (it is compiled in a temporary folder), and beside bare sums
          --seconds N      each row is repeated for, in each run; the least time counts; default 1, 0 for a single pass
          --runs N         of everything; default 3
          --instruments N  options listed, and repriced by a tick; default 2000
          --accounts N     that a tick looks at; default 10000
          --positions N    of each account, half of them options; default 50
          --large N        positions of the account whose report is explained in full; default 1000
          --days N         of history, a scenario each, at most 1000; default 1000
          --no-peer        without QuantLib
          --guard FILE     some ten seconds: whether ratios and allocations are still within their bands around those of
                           the file (mvm-bench-guard/1); what is not is measured once more and named
          --record         writes the file instead

        soak: the platform with its door at work, and a look at heap, handles, threads and failures at every interval
          --minutes N      how long; default 30
          --for SECONDS    the same in seconds
          --every SECONDS  from one look to the next; default 60
          --accounts N, --positions N, --rate N   as above; default 50, 20 and 200

          --dir DIR        on whose disk; default: the working folder's. A folder of its own is made and removed
          --json           for machines

        Each figure stands beside its goal, and as a ratio to what bounds it (a bare sync, memory read in order, an empty
        call), measured in the same run: that travels between machines. engine, grpc and risk judge nothing; soak ends
        with 7 where the heap, handles or threads grow, a call fails, or nobody looks at an exception.

        Exit codes:
        """;

    private const string Golden = """
        mvm golden [--folder FOLDER] [--allow-unsupported]

          --folder FOLDER  where the cases lie; else MVM_GOLDEN in the environment, else ../shared/golden beside the
                           repository
          --allow-unsupported  end with 0 although there are cases of models that are not there

        Checks the models against the golden cases: a line for each, and each figure that does not come out. Ends with
        1 where one does not.

        Exit codes:
        """;

    private const string Rules = """
        mvm rules [--data DIR [--version VERSION]]
        mvm rules --rule-book NAME

          --data DIR       those of the platform whose folder it is, running or not: what was activated last; without
                           it the house default rule set
          --version VERSION  another one that the platform has
          --rule-book NAME the parameters of a venue's rule book, with where and when they were published; changed,
                           they go into the rules under rule_books

        A complete rules.json (mvm-rules/1), with every parameter: to look at, or to start from.

        Exit codes:
        """;

    private const string Doctor = """
        mvm doctor

        What this build is, what it runs on, how it computes, and which optional parts it has.

        Exit codes:
        """;

    private const string Version = """
        mvm version

        The version of this build, with the commit where the build knew it.

        Exit codes:
        """;

    private const string ExitCodes = """
            0  evaluated: every pool is Healthy or on Notice, and the what-if passes; or: done
            2  the command was not understood
            3  a file or folder was refused, or a port is taken; each line says where, what was found and the fix
            4  verified or replayed: something is not as it was written or decided
            5  it ran and could not go on
            6  the platform refused, or could not be reached; each line says why and what to do
            7  kept at work: something grew or failed that must not, or it was too short to say
           10  evaluated: a pool is at Call or worse
           11  evaluated as far as possible: a pool's state is Unknown (comes before 10)
           12  evaluated: the what-if does not pass (comes before 10 and 11)
        """;

    public static int Run(IReadOnlyList<string> args, Terminal terminal)
    {
        switch (args)
        {
            case [] or ["help"]:
                terminal.Output.WriteLine(Overview);
                break;
            case ["evaluate"]:
                terminal.Output.WriteLine(Evaluate);
                break;
            case ["verify"]:
                terminal.Output.WriteLine(Verify);
                break;
            case ["backup" or "restore"]:
                terminal.Output.WriteLine(BackupAndRestore);
                break;
            case ["replay"]:
                terminal.Output.WriteLine(Replay);
                break;
            case ["bench"]:
                terminal.Output.WriteLine(Bench);
                break;
            case ["up"]:
                terminal.Output.WriteLine(Up);
                break;
            case ["golden"]:
                terminal.Output.WriteLine(Golden);
                break;
            case ["rules"]:
                terminal.Output.WriteLine(Rules);
                break;
            case ["doctor"]:
                terminal.Output.WriteLine(Doctor);
                break;
            case ["version"]:
                terminal.Output.WriteLine(Version);
                break;
            case [var first, var second] when Commands.Every.Contains($"{first} {second}"):
                return Run([first], terminal);
            case [var command] when LiveHelp.Find(command) is { } live:
                terminal.Output.WriteLine(live);
                break;
            default:
                terminal.Error.WriteLine("mvm help: there is no help on that. See mvm help.");
                return ExitCode.Misused;
        }

        terminal.Output.WriteLine(ExitCodes);
        return ExitCode.Sound;
    }
}
