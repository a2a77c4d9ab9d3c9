using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.Hot;

/// <summary>
/// All that a row of something linear is made from. Where none of it has changed since the last market the row stands: time alone
/// does nothing to a future but let it expire. An option has no source, for time changes what it is worth.
/// </summary>
/// <param name="Mark">The very mark: a new one is a new object, even with the same figures.</param>
/// <param name="Index">S of its unit.</param>
/// <param name="QuoteInUsd">X, where it is in another currency.</param>
internal readonly record struct HotInstrumentSource(Derivative Contract, InstrumentMark Mark, decimal Index, decimal QuoteInUsd, bool IsExpired)
{
    /// <summary>Absent where the row has to be made anew.</summary>
    public static HotInstrumentSource? Of(Instrument? instrument, PricedMarket priced)
    {
        if (instrument is not Derivative contract || contract is EuropeanOption
            || !priced.Market.Marks.TryGetValue(contract.Id, out var mark)
            || priced.FindIndex(contract.Unit) is not { } index)
        {
            return null;
        }

        var quote = contract.IsInverse ? 1m : priced.FindMark(contract.Quote)?.Mark.Value;
        return quote is { } inUsd
            ? new HotInstrumentSource(contract, mark, index, inUsd, contract is DatedDerivative dated && dated.IsExpiredAt(priced.AsOf))
            : null;
    }

    public bool IsSameAs(in HotInstrumentSource other) => ReferenceEquals(Contract, other.Contract) && ReferenceEquals(Mark, other.Mark)
        && Index == other.Index && QuoteInUsd == other.QuoteInUsd && IsExpired == other.IsExpired;
}
