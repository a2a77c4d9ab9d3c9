using System.Globalization;
using System.Text.Json;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Risk.RuleBooks.Books;
using MultiVenueMargin.Risk.RuleBooks.Collateral;
using MultiVenueMargin.Risk.RuleBooks.Documents;
using MultiVenueMargin.Risk.RuleBooks.Perpetuals;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.RuleBooks.Binance;

/// <summary>
/// Binance portfolio margin: uniMMR = Σ adjusted equity / Σ maintenance, over USD-M and COIN-M futures by brackets and margin loans
/// by a rate; the haircut of collateral bites only what is owned.
/// </summary>
public sealed class BinancePortfolioModel : IMarginModel
{
    private readonly BinancePortfolioParameters _parameters;
    private readonly LadderTable _ladders;
    private readonly CollateralTable _collateral;
    private readonly decimal _loanRate;

    public BinancePortfolioModel(RuleBookDocument document)
    {
        Name = new ModelName(document.Model);
        Provenance = document.Provenance;
        _parameters = document.ParametersAs<BinancePortfolioParameters>();
        _ladders = new LadderTable(_parameters.Ladders, _parameters.StandInLadder);
        _collateral = new CollateralTable(_parameters.CollateralRates, _parameters.StandInCollateralRate);
        _loanRate = _parameters.LoanLeverage > 1
            && _parameters.LoanRateByLeverage.TryGetValue(_parameters.LoanLeverage.ToString(CultureInfo.InvariantCulture), out var rate)
            ? rate
            : throw new JsonException($"Margin loans have no rate at a leverage of {_parameters.LoanLeverage}.");
    }

    public ModelName Name { get; }

    public ModelProvenance Provenance { get; }

    public ModelReport Evaluate(ModelBook book)
    {
        var covered = CoveredBook.Of(book, ReasonAgainst);
        var contracts = ListedContract.Of(covered);
        var components = LadderedFutures.Of(contracts, _ladders).Concat(covered.Coins.Where(coin => coin.Borrowed > 0).Select(LoanOf)).ToList();
        var counted = covered.Coins.Sum(coin => _collateral.Coins(coin.Asset, coin.Amount) * (coin.Mark ?? 0m));
        var equity = Usd.Down(counted - ListedContract.OrderLossOf(covered.Orders, book.Market));
        return new ModelReport
        {
            Model = Name,
            Pool = book.Pool,
            Equity = equity,
            Components = components,
            Binding = BindingOf(components, equity),
            Action = new ModelAction("cancels margin orders, then liquidates", _parameters.Bands.ReduceOnlyAbove, ActsAtTheLine: true),
            NotCovered = covered.NotCovered,
            NotModelled =
            [
                .. Provenance.Missing,
                .. _ladders.GapsOf(contracts.Select(contract => contract.Unit)),
                .. _collateral.GapsOf(covered.Coins.Where(coin => coin.Amount > 0).Select(coin => coin.Asset)),
                .. book.Unknown,
            ],
        };
    }

    private static string? ReasonAgainst(PricedInstrument instrument) =>
        instrument.Contract is EuropeanOption ? "an option; what portfolio margin makes of options was not published" : null;

    private ModelComponent LoanOf(ModelBalance coin)
    {
        var value = coin.Borrowed * (coin.Mark ?? 0m);
        return new ModelComponent(
            "loan",
            coin.Asset.Code,
            Usd.Up(MarginLoan.Initial(value, _parameters.LoanLeverage)),
            Usd.Up(MarginLoan.Maintenance(value, _loanRate)),
            $"{ExactNumber.Format(value)} USD × {ExactNumber.Format(_loanRate)}");
    }

    private string BindingOf(IReadOnlyList<ModelComponent> components, Usd equity)
    {
        var maintenance = Usd.Sum(components.Select(component => component.Maintenance));
        if (maintenance <= Usd.Zero)
        {
            return string.Empty;
        }

        var ratio = equity.Amount / maintenance.Amount;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{LadderedFutures.BindingOf(components)}; uniMMR {ratio:0.####}, {UniMmrBands.NameOf(_parameters.Bands.StateAt(ratio))}");
    }
}
