namespace MultiVenueMargin.Cli.Live;

/// <summary>What <c>mvm help</c> says of the commands that talk to a running platform.</summary>
internal static class LiveHelp
{
    private const string Account = """
        mvm account list
        mvm account show INSTITUTION/NAME

          list             accounts that may be seen, the worst first: state, ratio, worst equity, MM, what is called
          show             one account: pools; positions and balances as the platform believes them to be, with their
                           age, orders, and what is not known of them; what collateral counts, who loses in the worst
                           scenarios, feeds, calls, liquidations, transfers, corrections, deficits, alerts, policy
          --output csv     of show, a row each and the first column says of what: pool (its figures), balance, position,
                           order, lost_feed; quantity is signed for a position, of a loan it is what is owed, of an
                           order what is open; unknown says what is not known of it; columns of other kinds are empty
        """;

    private const string Margin = """
        mvm margin get INSTITUTION/NAME [--as-of WHEN|CURSOR [--rules VERSION]]
        mvm margin watch [INSTITUTION/NAME...] [--for SECONDS]
        mvm margin explain INSTITUTION/NAME [--pool POOL] [--without-outlook]

          get              the margin with what it rests on; ends with 10 or 11 as mvm evaluate does
          --as-of          as it was: at an instant in UTC (2026-03-02T09:00:00Z, 2026-03-02), or where a cursor of a
                           stream or of the journal stands
          --rules VERSION  as it would have been then under another rule set that the platform has
          watch            figures as they change, of those named or of all: on a terminal a table that is drawn again,
                           into a pipe a line for each. Goes on over broken connections and says so; Ctrl-C ends it
          --for SECONDS    end by itself after so long
          explain          every figure opened into parts that add up exactly, the whole scan, how far each factor may
                           move, what would meet a call; ends as get does
          --pool POOL      this one only
          --without-outlook  leave the distances and what would meet a call out: these take many evaluations
        """;

    private const string WhatIf = """
        mvm what-if INSTITUTION/NAME --file WHATIF.json
        mvm what-if INSTITUTION/NAME --buy|--sell QUANTITY INSTRUMENT@VENUE [--price PRICE] [--pool POOL]

          --file FILE      trades, transfers and shocks (mvm-what-if/1), as mvm evaluate --what-if reads them
          --buy, --sell    one trade, such as --buy 10 BTC-27MAR26-60000-C@DERIBIT
          --price PRICE    of that trade; else at the mark
          --pool POOL      in which it is done; else cross

        Before, after, whether it passes and why. Nothing is changed. Ends with 12 where it does not pass, else with the
        code that mvm evaluate has for the account after it.
        """;

    private const string Calls = """
        mvm calls [INSTITUTION/NAME] [--all | --watch [--for SECONDS]]
        mvm calls acknowledge CALL
        mvm calls dispute CALL --reason TEXT [--own-figure USD]
        mvm calls withdraw CALL --reason TEXT

          --all            also those that have ended, while they are remembered
          --watch          what is open, then what happens: a line for each event, nothing left out, over broken
                           connections too; --for SECONDS ends it by itself
          acknowledge      the client has seen it
          dispute          the client disagrees, and may say what they think is owed; the deadline runs on
          withdraw         the house takes it back
          --request-id ID  of the change: the same under the same id has one effect; else a new one is made and shown

        CALL is an id such as NORTH/basis#57.0.
        """;

    private const string Liquidations = """
        mvm liquidations [INSTITUTION/NAME] [--all | --watch [--venue VENUE] [--for SECONDS]]
        mvm liquidations preview INSTITUTION/NAME [--pool POOL]
        mvm liquidations approve|release LIQUIDATION
        mvm liquidations hold|abort LIQUIDATION --reason TEXT

          --all            also those that have ended, while they are remembered
          --watch          requests to executors that are open, then what becomes of each: a line for each event;
                           of one venue with --venue; --for SECONDS ends it by itself
          preview          the plan that would be made now, with the pool after every step. Nothing is changed
          approve          where the policy asks two persons, both have to: --as says who
          hold, release    send nothing further; go on
          abort            stop it for good; under two persons' approval another has to ask for it, too
          --request-id ID  of the change: the same under the same id has one effect; else a new one is made and shown

        LIQUIDATION is an id such as SOUTH/alpha#31.0.
        """;

    private const string Feeds = """
        mvm feeds [INSTITUTION/NAME]

        How each feed stands, the worst first: state, epoch and sequence, when it was last heard, how far it lags, what
        is wrong. Without an account those of all that may be seen; as JSON these are under the names of their accounts.
        """;

    private const string Common = """


        With every command that talks to a running platform:

          --at URL         its front door; else MVM_DOOR in the environment, else http://127.0.0.1:7171
          --as PRINCIPAL   who asks, where the door believes what one says of oneself
          --output         table; json: the answers in the contract's own JSON mapping, exact, one document, or one line
                           per message of a watch; csv: flat rows under a header, exact figures
          --show-rpc       each call on the error stream: name, request, status, time, and a grpcurl line that does it

        In a table every figure has the instant, market and rules it rests on; times are UTC; a figure with a question
        mark is what is known of a pool of which not everything is known.

        Exit codes:
        """;

    /// <summary>Null where it is no command of these.</summary>
    public static string? Find(string command) => command switch
    {
        "account" => Account + Common,
        "margin" => Margin + Common,
        "what-if" => WhatIf + Common,
        "calls" => Calls + Common,
        "liquidations" => Liquidations + Common,
        "feeds" => Feeds + Common,
        _ => null,
    };
}
