using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Risk.Scenarios;

namespace MultiVenueMargin.Risk.Valuation;

/// <summary>An option with all that it is priced from, and not yet a price.</summary>
internal readonly record struct OptionDraft(
    EuropeanOption Option, InstrumentMark Mark, OptionInputs Inputs, TimeToExpiry Time, decimal Index, DateTimeOffset Now, ScenarioSet Scan, PricedOptionContract? Unshocked)
{
    public double Forward => Kernel.ToDouble(Inputs.Forward);

    public double Strike => (double)Option.Strike.Value;

    public bool IsDelivered => Option.IsExpiredAt(Now) && Mark.Delivery is not null;

    /// <summary>
    /// Whether an option that was priced before is this one to the bit. Then it need not be priced again: a price is a function of these and nothing else.
    /// The rules are the same for whoever asks.
    /// </summary>
    public bool IsPricedAs(PricedOptionContract before) =>
        ReferenceEquals(before.Option, Option)
        && ReferenceEquals(before.Mark, Mark)
        && ReferenceEquals(before.Inputs, Inputs)
        && before.HasScan(Scan)
        && Unshocked is null
        && before.IsExpired == Option.IsExpiredAt(Now)
        && BitConverter.DoubleToInt64Bits(before.Time.Years) == BitConverter.DoubleToInt64Bits(Time.Years)
        && Exactly.Same(before.UsdPerCoin, Index);
}
