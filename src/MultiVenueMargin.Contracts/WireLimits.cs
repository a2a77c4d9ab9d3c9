namespace MultiVenueMargin.Contracts;

/// <summary>How many items a message may bring. What is beyond is refused by name, never cut off; the protos state the same numbers.</summary>
public static class WireLimits
{
    /// <summary>Positions, lines and orders of a book, each: an evaluation of so many takes seconds, not minutes.</summary>
    public const int Holdings = 10_000;

    /// <summary>Venue statements, lost feeds and freshness bounds by location: as many as an account may have feeds.</summary>
    public const int Locations = 1_024;

    /// <summary>Parts of a margin that a venue states apart.</summary>
    public const int StatedComponents = 256;

    /// <summary>Pools of a book: the cross pool and as many isolated ones as an account may have.</summary>
    public const int Pools = 257;

    /// <summary>Instruments and marks of a market that a request brings along: all that the largest venue lists, several times over.</summary>
    public const int Instruments = 100_000;

    /// <summary>Levels of one published book.</summary>
    public const int DepthLevels = 1_000;

    /// <summary>Sources of one mark.</summary>
    public const int Sources = 64;

    /// <summary>Expiries of one underlying with a smile.</summary>
    public const int Smiles = 256;

    /// <summary>Points of one smile.</summary>
    public const int SmilePoints = 1_000;

    /// <summary>Days of history, more than a generation; and events of the stress set.</summary>
    public const int Returns = 10_000;

    /// <summary>Models that one evaluation names: all there are, several times over.</summary>
    public const int Models = 64;

    /// <summary>Trades of one proposal, and transfers.</summary>
    public const int Trades = 1_000;

    /// <summary>Moves of one proposal or case.</summary>
    public const int Shocks = 100;

    /// <summary>Cases of one stress, the grid included.</summary>
    public const int StressCases = 1_000;

    /// <summary>Accounts that one reader of figures names.</summary>
    public const int WatchedAccounts = 1_000;
}
