using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Valuation;
using MultiVenueMargin.Risk.RuleBooks.Books;
using MultiVenueMargin.RuleBooks.Tests.Perpetuals;

namespace MultiVenueMargin.RuleBooks.Tests.Comparing;

/// <summary>Books of a line or two on the market of <see cref="PerpetualsDesk"/>.</summary>
internal static class Desk
{
    public static Position Held(InstrumentId instrument, decimal quantity, decimal? entry = null, LocationId? venue = null) => new()
    {
        Venue = venue ?? PerpetualsDesk.A,
        Instrument = instrument,
        Quantity = new(quantity),
        AverageEntry = entry is { } price ? new Price(price) : null,
        AsOf = PerpetualsDesk.Now,
    };

    public static CollateralLine Has(Asset asset, decimal balance, LocationId? location = null) => new()
    {
        Location = location ?? PerpetualsDesk.A,
        Asset = asset,
        Balance = new(balance),
        AsOf = PerpetualsDesk.Now,
    };

    public static ModelBook Of(params object[] held) => Of(RuleSet.Default, null, held);

    public static ModelBook Of(RuleSet rules, LocationId? venue, params object[] held) => ModelBook.Of(
        new Book
        {
            Account = new AccountId(new InstitutionId("acme"), "desk"),
            Positions = [.. held.OfType<Position>()],
            Lines = [.. held.OfType<CollateralLine>()],
        },
        PoolId.Cross,
        new PricedMarket(PerpetualsDesk.Market, rules),
        venue);
}
