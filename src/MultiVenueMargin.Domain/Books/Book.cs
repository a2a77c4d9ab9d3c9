using MultiVenueMargin.Domain.Market;

namespace MultiVenueMargin.Domain.Books;

/// <summary>
/// Everything an account holds and owes, everywhere, at one moment: the facts, without anybody's opinion of their worth.
/// Immutable; a what-if makes a new one.
/// </summary>
public sealed record Book
{
    public required AccountId Account { get; init; }

    public IReadOnlyList<CollateralLine> Lines { get; init; } = [];

    public IReadOnlyList<Position> Positions { get; init; } = [];

    public IReadOnlyList<RestingOrder> Orders { get; init; } = [];

    /// <summary>What each venue itself says of this account there, where it says anything.</summary>
    public IReadOnlyDictionary<LocationId, VenueStatement> VenueStatements { get; init; } =
        new Dictionary<LocationId, VenueStatement>();

    /// <summary>How long moving collateral takes between two locations of this account.</summary>
    public IReadOnlyList<TransferRoute> Routes { get; init; } = [];

    /// <summary>The margin state of each pool before this evaluation, for hysteresis. A pool that is absent was healthy.</summary>
    public IReadOnlyDictionary<PoolId, MarginState> PriorStates { get; init; } = new Dictionary<PoolId, MarginState>();

    /// <summary>Pools whose margin call ran out unmet: restricted until it is settled (MARGIN §6).</summary>
    public IReadOnlySet<PoolId> ExpiredCalls { get; init; } = new HashSet<PoolId>();

    /// <summary>Feeds an account should have and that are silent beyond the limit: what they would tell is unknown, not zero.</summary>
    public IReadOnlyList<LostFeed> LostFeeds { get; init; } = [];
}
