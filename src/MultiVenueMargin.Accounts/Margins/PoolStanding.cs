using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.House;

namespace MultiVenueMargin.Accounts.Margins;

/// <summary>How one pool stands at a look.</summary>
/// <param name="Prior">The state before it, where hysteresis went on from.</param>
/// <param name="Figures">Absent where nothing could be evaluated.</param>
internal sealed record PoolStanding(PoolId Pool, MarginState Prior, PoolFigures? Figures)
{
    public MarginState State => Figures?.State ?? MarginState.Unknown;

    public MarginState LastKnown => Figures?.LastKnown ?? Prior;

    /// <summary>Nothing is called for, ended or liquidated on what is not known.</summary>
    public bool IsKnown => State != MarginState.Unknown;

    /// <summary>It is known to be in this state or a graver one.</summary>
    public bool IsIn(MarginState state) => IsKnown && State >= state;

    /// <summary>It is known to be better than this state.</summary>
    public bool IsOutOf(MarginState state) => IsKnown && State < state;

    /// <summary>
    /// It is known to have what a call asks for: the target multiple of MM at the worst end, and no ground for a call but the call
    /// itself, whose running out restricts the pool whatever it has.
    /// </summary>
    public bool IsRestored(RuleSet rules) =>
        IsKnown && Figures is { } figures
        && figures.WorstEquity.Amount >= rules.Calls.TargetRatio * figures.MaintenanceMargin.Amount
        && MarginStates.Of(
            figures.WorstEquity.Amount,
            figures.LikelyEquity.Amount,
            figures.MaintenanceMargin.Amount,
            Prior,
            callExpired: false,
            rules.States) < MarginState.Call;
}
