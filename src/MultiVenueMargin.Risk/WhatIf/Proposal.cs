using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Reports;

namespace MultiVenueMargin.Risk.WhatIf;

/// <summary>
/// What somebody thinks of doing, or fears may happen: the trades, then the transfers, then the shocks, under these rules.
/// </summary>
public sealed record Proposal
{
    public IReadOnlyList<Trade> Trades { get; init; } = [];

    public IReadOnlyList<Transfer> Transfers { get; init; } = [];

    public IReadOnlyList<Shock> Shocks { get; init; } = [];

    /// <summary>Another rule set for the figure after; absent: the same.</summary>
    public RuleSet? Rules { get; init; }
}

/// <summary>A trade.</summary>
/// <param name="Pool">The pool it is done in.</param>
/// <param name="Venue">The venue it is done at, where profit, premium and fee settle.</param>
/// <param name="Instrument">What is traded; one without a mark is refused, except a pair with a price.</param>
/// <param name="Quantity">Positive buys, negative sells.</param>
/// <param name="Price">In the quote currency, an inverse option's in coin; absent: at the mark.</param>
/// <param name="Fee">What it costs; negative is a rebate; none by default.</param>
public sealed record Trade(
    PoolId Pool, LocationId Venue, InstrumentId Instrument, Quantity Quantity, Price? Price = null, Money Fee = default);

/// <summary>
/// Collateral moved between locations or pools, as if it had arrived. Final collateral leaves before what is not yet final;
/// what does not lie there is borrowed there.
/// </summary>
public sealed record Transfer(Asset Asset, Quantity Amount, PoolId FromPool, LocationId From, PoolId ToPool, LocationId To);

/// <summary>A relative move of one factor: −0.2 on a price is a fall by 20 %.</summary>
public sealed record Shock(Factor Factor, decimal Move);
