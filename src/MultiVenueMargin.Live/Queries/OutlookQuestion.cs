using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Live.Inboxes;
using MultiVenueMargin.Risk.House;

namespace MultiVenueMargin.Live.Queries;

/// <summary>A margin and its outlook, for an account or one pool of it.</summary>
/// <param name="Pool">Absent: all.</param>
/// <param name="IsPool">Whether the account has the pool.</param>
public sealed record OutlookQuestion(AccountPicture Picture, PoolId? Pool, bool IsPool)
{
    /// <summary>Runs on the account's loop.</summary>
    public static OutlookQuestion Of(ReadContext context, PoolId? pool)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new OutlookQuestion(
            AccountPicture.Of(context), pool, pool is null || context.Account.View(context.Context.Now).Pools.Any(each => each.Pool == pool));
    }

    /// <summary>The answer. Refused where the account has no such pool, or nothing can be said of margin.</summary>
    public OutlookView Answer(CancellationToken cancellation)
    {
        if (!IsPool)
        {
            throw new RefusedException(Refusal.NotFound, $"{Picture.Account} has no pool {Pool}.");
        }

        var margin = Picture.Evaluate();
        return new OutlookView(margin, Outlooks.Of(margin.Report, Picture.Book, Picture.Required(), Pool, cancellation));
    }
}
