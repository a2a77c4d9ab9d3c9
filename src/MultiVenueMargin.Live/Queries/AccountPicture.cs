using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Live.Inboxes;
using MultiVenueMargin.Risk.House;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Live.Queries;

/// <summary>
/// What a margin question needs of an account, taken out of its state at one moment: immutable, so that the figures are found
/// elsewhere and hold nobody up.
/// </summary>
public sealed record AccountPicture(
    AccountId Account,
    long Version,
    RuleBookId RuleBook,
    Book Book,
    MarketStamp Stamp,
    PricedMarket? Market,
    IReadOnlyList<FeedView> Feeds,
    IReadOnlyList<string> Notices,
    bool IsCurrent)
{
    /// <summary>Runs on the account's loop.</summary>
    public static AccountPicture Of(ReadContext context) => Of(context.Account, context.Context, context.IsCurrent);

    public static AccountPicture Of(Account account, TurnContext context, bool isCurrent)
    {
        var book = account.BookAt(context.Now);
        return new(
            account.Id,
            account.Version,
            account.Policy.RuleBook,
            book,
            context.Stamp,
            context.Market,
            account.View(context.Now).Feeds,
            account.Notices(book, context),
            isCurrent);
    }

    /// <summary>The margin. Refused where there is no market to say it by: an unknown margin is not a margin of zero.</summary>
    public MarginView Evaluate()
    {
        var market = Required();
        return new MarginView(Version, Stamp, Book, HouseModel.Evaluate(Book, market), Feeds, Notices, IsCurrent);
    }

    public PricedMarket Required() => Market ?? throw new RefusedException(
        Refusal.Unknown, $"Nothing can be said of margin: nothing was published, or no rules of {RuleBook} are in force.");
}
