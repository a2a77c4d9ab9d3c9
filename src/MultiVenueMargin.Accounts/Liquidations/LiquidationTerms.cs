using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.Liquidation;

namespace MultiVenueMargin.Accounts.Liquidations;

/// <summary>Who approves a liquidation before anything is sent.</summary>
public enum Approval
{
    Unspecified = 0,

    /// <summary>The policy itself: it is sent as soon as it is planned.</summary>
    Automatic = 1,

    /// <summary>One person with the right to.</summary>
    OnePerson = 2,

    /// <summary>Two distinct principals.</summary>
    TwoPersons = 3,
}

/// <summary>What the house agreed with the client on liquidations.</summary>
public sealed record LiquidationTerms
{
    public Approval Approval { get; init; } = Approval.Automatic;

    /// <summary>An executor that has not reported by then is taken for dead and the plan is made again.</summary>
    public TimeSpan ReportWithin { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the feed may take to show a fill before the next plan is made without waiting for it.</summary>
    public TimeSpan SettleWithin { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often it is tried again while nothing can be reduced. Planning is the dearest thing an account does, so not at every look.</summary>
    public TimeSpan RetryEvery { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A venue that rejected so many requests of one liquidation is left out of its further plans, until nothing else can be done: then it is asked again every <see cref="RetryEvery"/>.</summary>
    public int RejectsBeforeLeftOut { get; init; } = 2;

    /// <summary>
    /// Whether nobody is liquidated on a price whose sources are too few to confirm one another, or split. Where there is but one source
    /// for something this must be false, or a pool that holds it is never liquidated.
    /// </summary>
    public bool NeedsConfirmedPrices { get; init; } = true;

    /// <summary>How far and in what bites a pool is reduced.</summary>
    public LiquidationPolicy Planning { get; init; } = LiquidationPolicy.Default;

    /// <summary>What each venue lets us do for this client. At a venue that is not here nothing is planned, and the plan says so.</summary>
    public IReadOnlyDictionary<LocationId, VenueCapability> Venues { get; init; } = new Dictionary<LocationId, VenueCapability>();

    internal int PersonsNeeded => Approval switch
    {
        Approval.Automatic => 0,
        Approval.OnePerson => 1,
        Approval.TwoPersons => 2,
        _ => throw new InvalidOperationException($"{Approval} says nothing of who approves."),
    };
}
