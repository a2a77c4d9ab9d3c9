using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.RuleBooks.Books;
using MultiVenueMargin.Risk.RuleBooks.Collateral;
using MultiVenueMargin.Risk.RuleBooks.Perpetuals;

namespace MultiVenueMargin.Risk.RuleBooks.Bybit;

/// <summary>Margin balance and loans of a unified account.</summary>
internal sealed class BybitAccount(BybitAccountTerms terms)
{
    private readonly CollateralTable _collateral = new(terms.CollateralRates, terms.StandInCollateralRate);

    /// <summary>Σ equity of a coin × price × collateral value ratio, debts in full, less what resting orders would lose at once. Not rounded.</summary>
    public decimal MarginBalanceOf(CoveredBook book, ModelBook source) =>
        book.Coins.Sum(coin => _collateral.Coins(coin.Asset, coin.Amount) * (coin.Mark ?? 0m))
        - ListedContract.OrderLossOf(book.Orders, source.Market);

    public IEnumerable<ModelComponent> LoansOf(CoveredBook book) => book.Coins.Where(coin => coin.Borrowed > 0).Select(coin =>
    {
        var value = coin.Borrowed * (coin.Mark ?? 0m);
        return new ModelComponent(
            "loan",
            coin.Asset.Code,
            Usd.Up(value * terms.LoanInitialRate),
            Usd.Up(value * terms.LoanMaintenanceRate),
            $"{ExactNumber.Format(value)} USD × {ExactNumber.Format(terms.LoanMaintenanceRate)}");
    });

    public IEnumerable<ModelGap> GapsOf(CoveredBook book) =>
        _collateral.GapsOf(book.Coins.Where(coin => coin.Amount > 0).Select(coin => coin.Asset));
}
