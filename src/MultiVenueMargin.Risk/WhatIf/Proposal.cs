using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Reports;

namespace MultiVenueMargin.Risk.WhatIf;

/// <summary>What somebody thinks of doing, or fears may happen: trades and transfers first, then the shocks, under these rules.</summary>
public sealed record Proposal
{
    public IReadOnlyList<Trade> Trades { get; init; } = [];

    public IReadOnlyList<Transfer> Transfers { get; init; } = [];

    public IReadOnlyList<Shock> Shocks { get; init; } = [];

    /// <summary>Another rule set for the figure after; absent: the same.</summary>
    public RuleSet? Rules { get; init; }
}

/// <summary>A trade: positive buys, negative sells. Without a price it is done at the mark.</summary>
public sealed record Trade(PoolId Pool, LocationId Venue, InstrumentId Instrument, Quantity Quantity, Price? Price = null, Money Fee = default);

/// <summary>Collateral moved between locations or pools, as if it had arrived.</summary>
public sealed record Transfer(Asset Asset, Quantity Amount, PoolId FromPool, LocationId From, PoolId ToPool, LocationId To);

/// <summary>A relative move of one factor: −0.2 on a price is a fall by 20 %.</summary>
public sealed record Shock(Factor Factor, decimal Move);
