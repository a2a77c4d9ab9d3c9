using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.RuleBooks.Books;
using MultiVenueMargin.Risk.RuleBooks.Documents;

namespace MultiVenueMargin.Risk.RuleBooks.Okx;

/// <summary>OKX' multi-currency margin: coins at discount rates for each other, every position by its tier, borrowing beside them.</summary>
public sealed class OkxMcmModel : IMarginModel
{
    private readonly OkxMcmParameters _rules;

    public OkxMcmModel(RuleBookDocument document)
    {
        Name = new ModelName(document.Model);
        Provenance = document.Provenance;
        _rules = document.ParametersAs<OkxMcmParameters>();
    }

    public ModelName Name { get; }

    public ModelProvenance Provenance { get; }

    public ModelReport Evaluate(ModelBook book)
    {
        var equity = new OkxEquity(book, _rules.Discounts);
        var components = book.Positions.Where(position => position.Future is { IsDelivered: false } && position.Quantity != 0).Select(PartOf).ToList();
        if (equity.Borrowed > 0)
        {
            components.Add(new ModelComponent(
                "borrowing",
                string.Empty,
                Usd.Up(_rules.Borrow.Initial * equity.Borrowed),
                Usd.Up(_rules.Borrow.Maintenance * equity.Borrowed),
                $"{equity.Borrowed:0.##} USD of coins whose equity is negative"));
        }

        return new ModelReport
        {
            Model = Name,
            Pool = book.Pool,
            Equity = Usd.Down(equity.Adjusted),
            Components = components,
            Binding = components.MaxBy(component => component.Maintenance) is { } largest ? $"{largest.Name} {largest.Of}".TrimEnd() : string.Empty,
            Action = new ModelAction("partial liquidation, two tiers at a time", 1m),
            NotCovered =
            [
                .. book.Positions.Where(position => position.Option is { IsDelivered: false } && position.Quantity < 0)
                    .Select(position => new ModelGap(position.Name, "the margin of a short option in this mode is not among the published rules at hand; its value is owed, its risk is in no figure")),
                .. equity.NotCovered,
            ],
            NotModelled = BookGaps.Of(Provenance.Missing, book, "the venue freezes margin for them; they are in no figure here, and initial margin is too small by that"),
        };
    }

    private ModelComponent PartOf(ModelPosition position)
    {
        var value = Math.Abs(position.Delta);
        var tier = (_rules.Positions.GetValueOrDefault(position.Unit.Code) ?? _rules.OtherPositions).Of(value);
        return new ModelComponent(
            "position", position.Name, Usd.Up(value * tier.Initial), Usd.Up(value * tier.Maintenance), $"{value:0.##} USD at {tier.Initial:0.###%} and {tier.Maintenance:0.###%}");
    }
}
