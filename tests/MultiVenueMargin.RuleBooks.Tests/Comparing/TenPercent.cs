using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.RuleBooks.Books;
using MultiVenueMargin.Risk.RuleBooks.Documents;

namespace MultiVenueMargin.RuleBooks.Tests.Comparing;

/// <summary>Rules that a person works out in the head: a tenth of each linear position's value, all coins in full, acting below 1.</summary>
internal sealed class TenPercent(decimal rate = 0.1m) : IMarginModel
{
    public ModelName Name { get; } = new("ten-percent");

    public ModelProvenance Provenance { get; } = new("A tenth", ModelKind.Venue, "nobody", new DateOnly(2026, 1, 1), []);

    public ModelReport Evaluate(ModelBook book) => new()
    {
        Model = Name,
        Pool = book.Pool,
        Equity = Usd.Down(book.Balances.Sum(balance => balance.Value)),
        Components = book.Positions
            .Select(position => new ModelComponent("a tenth", position.Id.Code, Usd.Up(rate * Math.Abs(position.Delta)), Usd.Up(rate * Math.Abs(position.Delta))))
            .ToList(),
        Action = new ModelAction("liquidation", 1m),
    };
}
