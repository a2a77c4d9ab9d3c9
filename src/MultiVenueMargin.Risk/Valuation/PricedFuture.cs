using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Risk.Scenarios;

namespace MultiVenueMargin.Risk.Valuation;

/// <summary>
/// A perpetual or dated future. It is linear in USD whatever its style: an inverse contract pays in coin, which the house
/// converts at the shocked coin price, so that its profit is q·c·(S/P)·s (MARGIN §1).
/// </summary>
public sealed class PricedFuture : PricedInstrument
{
    private readonly decimal _index;

    internal PricedFuture(
        Derivative contract, InstrumentMark mark, decimal price, decimal quoteInUsd, decimal index, DateTimeOffset now, ScenarioSet scan)
        : base(contract, mark, now, scan)
    {
        _index = index;
        Price = price;
        QuoteInUsd = quoteInUsd;
        Delta = IsDelivered ? 0m : Kernel.WithoutTrailingZeros(contract.IsInverse
            ? contract.Multiplier * index / price
            : contract.Multiplier * price * quoteInUsd);
    }

    /// <summary>P: the mark, or the delivery price once published, in the quote currency.</summary>
    public decimal Price { get; }

    /// <summary>X: USD per unit of the quote currency.</summary>
    public decimal QuoteInUsd { get; }

    public override decimal Delta { get; }

    /// <summary>
    /// Profit of one long contract between two prices, in its settlement asset: m·(P′ − P) in the quote, or
    /// c·(1/P − 1/P′) coins.
    /// </summary>
    public static decimal ProfitBetween(Derivative contract, decimal from, decimal to) => contract.IsInverse
        ? contract.Multiplier * ((to - from) / from) / to
        : contract.Multiplier * (to - from);

    /// <summary>
    /// Whether this one, priced before, is what these would make to the bit. The index moves an inverse contract alone, and the price follows from the mark.
    /// The rules are the same for whoever asks.
    /// </summary>
    internal bool IsPricedFrom(Derivative contract, InstrumentMark mark, decimal quoteInUsd, decimal index, DateTimeOffset now, ScenarioSet scan) =>
        ReferenceEquals(Contract, contract)
        && ReferenceEquals(Mark, mark)
        && HasScan(scan)
        && IsExpired == (contract is DatedDerivative dated && dated.IsExpiredAt(now))
        && Exactly.Same(QuoteInUsd, quoteInUsd)
        && (!contract.IsInverse || Exactly.Same(_index, index));

    private protected override RiskArray PriceOver(ScenarioSet set) => RiskArray.Linear(set, Delta);

    private protected override void FillOver(ScenarioSet set, Span<double> profits) => PriceOver(set).Profit.CopyTo(profits);
}
