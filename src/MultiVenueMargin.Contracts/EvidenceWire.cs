using MultiVenueMargin.Accounts;

namespace MultiVenueMargin.Contracts;

/// <summary>evidence.proto: what a decision rested on.</summary>
public static class EvidenceWire
{
    public static V1.Evidence Write(Evidence evidence) => new()
    {
        AccountVersion = evidence.AccountVersion,
        Market = FiguresWire.Write(evidence.Market),
        Rules = evidence.Rules.Code,
        Figures = FiguresWire.Write(evidence.Figures),
        Prices = { evidence.Prices.OrderBy(entry => entry.Key).Select(entry => MarketWire.Write(entry.Key, entry.Value)) },
        Marks = { evidence.Marks.OrderBy(entry => entry.Key).Select(entry => MarketWire.Write(entry.Key, entry.Value)) },
    };
}
