namespace MultiVenueMargin.Domain.Books;

/// <summary>
/// A venue's own view of this account: what decides when <em>they</em> act. Each figure is in USD and may be absent,
/// which is named in the report and never read as zero.
/// </summary>
public sealed record VenueStatement
{
    /// <summary>The pool the venue account belongs to: its shortfall is that pool's (a venue account belongs to one pool only).</summary>
    public PoolId Pool { get; init; } = PoolId.Cross;

    public Usd? Equity { get; init; }

    public Usd? InitialMargin { get; init; }

    public Usd? MaintenanceMargin { get; init; }

    /// <summary>Parts of the maintenance margin by the venue's own names, where it tells them.</summary>
    public IReadOnlyList<StatedComponent> Components { get; init; } = [];

    /// <summary>When the venue said so.</summary>
    public required DateTimeOffset AsOf { get; init; }
}

/// <summary>Collateral can be moved from one location to another in a time.</summary>
public sealed record TransferRoute(LocationId From, LocationId To, TimeSpan Duration);
