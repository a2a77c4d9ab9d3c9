using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Risk.RuleBooks.Books;
using MultiVenueMargin.Risk.RuleBooks.Collateral;
using MultiVenueMargin.Risk.RuleBooks.Documents;
using MultiVenueMargin.Risk.RuleBooks.Perpetuals;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.RuleBooks.Binance;

/// <summary>Binance USD-M futures in cross mode: linear perpetuals and dated futures by brackets, against the futures wallet.</summary>
public sealed class BinanceFuturesModel : IMarginModel
{
    private readonly BinanceFuturesParameters _parameters;
    private readonly LadderTable _ladders;

    public BinanceFuturesModel(RuleBookDocument document)
    {
        Name = new ModelName(document.Model);
        Provenance = document.Provenance;
        _parameters = document.ParametersAs<BinanceFuturesParameters>();
        _ladders = new LadderTable(_parameters.Ladders, _parameters.StandInLadder);
    }

    public ModelName Name { get; }

    public ModelProvenance Provenance { get; }

    public ModelReport Evaluate(ModelBook book)
    {
        var covered = CoveredBook.Of(book, ReasonAgainst);
        var contracts = ListedContract.Of(covered);
        var components = LadderedFutures.Of(contracts, _ladders).ToList();
        var (equity, notTaken) = SettlementCoins.EquityOf(covered.Coins, _parameters.MarginCoins);
        return new ModelReport
        {
            Model = Name,
            Pool = book.Pool,
            Equity = equity,
            Components = components,
            Binding = LadderedFutures.BindingOf(components),
            Action = new ModelAction("liquidation", 1m, ActsAtTheLine: true),
            NotCovered = [.. covered.NotCovered, .. notTaken],
            NotModelled = [.. Provenance.Missing, .. _ladders.GapsOf(contracts.Select(contract => contract.Unit)), .. book.Unknown],
        };
    }

    private static string? ReasonAgainst(PricedInstrument instrument) =>
        instrument.Contract is EuropeanOption ? "an option; this wallet holds futures"
        : instrument.Contract.IsInverse ? "coin-margined; it has a wallet of its own, see portfolio margin"
        : null;
}
