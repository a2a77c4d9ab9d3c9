using System.Globalization;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Risk.RuleBooks.Books;
using MultiVenueMargin.Risk.RuleBooks.Collateral;
using MultiVenueMargin.Risk.RuleBooks.Documents;
using MultiVenueMargin.Risk.RuleBooks.Perpetuals;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.RuleBooks.Hyperliquid;

/// <summary>Hyperliquid's cross account: USDC against one linear perpetual per coin, maintenance by margin tables.</summary>
public sealed class HyperliquidModel : IMarginModel
{
    private readonly HyperliquidParameters _parameters;
    private readonly LadderTable _ladders;

    public HyperliquidModel(RuleBookDocument document)
    {
        Name = new ModelName(document.Model);
        Provenance = document.Provenance;
        _parameters = document.ParametersAs<HyperliquidParameters>();
        _ladders = new LadderTable([.. _parameters.Tables.Select(table => table.Ladder)], _parameters.Others);
    }

    public ModelName Name { get; }

    public ModelProvenance Provenance { get; }

    public ModelReport Evaluate(ModelBook book)
    {
        var covered = CoveredBook.Of(book, ReasonAgainst);
        var contracts = ListedContract.PerUnit(covered);

        // What resting orders reserve was not published, so it is said instead of guessed.
        var components = LadderedFutures.Of(contracts.Select(contract => contract with { Bids = 0m, Asks = 0m }), _ladders).ToList();
        var (equity, notTaken) = SettlementCoins.EquityOf(covered.Coins, _parameters.CollateralCoins);
        var orders = covered.Orders.Count > 0
            ? new[] { new ModelGap("orders", "how much margin a resting order reserves was not published; initial margin leaves them out") }
            : [];
        return new ModelReport
        {
            Model = Name,
            Pool = book.Pool,
            Equity = equity,
            Components = components,
            Binding = BindingOf(components, equity),
            Action = new ModelAction("liquidation on the book", 1m),
            NotCovered = [.. covered.NotCovered, .. notTaken.Select(gap => WithLoan(gap, book))],
            NotModelled = [.. Provenance.Missing, .. _ladders.GapsOf(contracts.Select(contract => contract.Unit)), .. orders, .. book.Unknown],
        };
    }

    /// <summary>What portfolio margin would lend against a coin that the cross account does not take: worth knowing, and in no figure.</summary>
    private ModelGap WithLoan(ModelGap gap, ModelBook book)
    {
        var coin = book.BalanceOf(new Asset(gap.Subject));
        if (coin.Wallet <= 0 || coin.Mark is not { } price || !_parameters.LoanToValue.TryGetValue(gap.Subject, out var loanToValue))
        {
            return gap;
        }

        var borrowable = Usd.Down(HyperliquidPortfolioMargin.Borrowable(coin.Wallet, price, loanToValue));
        return gap with { Reason = $"{gap.Reason}; portfolio margin (pre-alpha) would lend {borrowable} USDC against it" };
    }

    private static string? ReasonAgainst(PricedInstrument instrument) => instrument.Contract switch
    {
        Perpetual { IsInverse: false } => null,
        Perpetual => "an inverse perpetual; all of Hyperliquid's are linear",
        EuropeanOption => "an option; Hyperliquid lists perpetuals",
        _ => "a dated future; Hyperliquid lists perpetuals",
    };

    private string BindingOf(IReadOnlyList<ModelComponent> components, Usd equity)
    {
        var largest = LadderedFutures.BindingOf(components);
        var maintenance = Usd.Sum(components.Select(component => component.Maintenance));
        return largest.Length > 0 && equity.Amount < _parameters.BackstopShare * maintenance.Amount
            ? string.Create(CultureInfo.InvariantCulture, $"{largest}; equity is below {_parameters.BackstopShare:0.####} of maintenance, the backstop vault takes over")
            : largest;
    }
}
