using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Feeds;

namespace MultiVenueMargin.Accounts.Feeds;

/// <summary>What every feed of the account has told, and how far it has come.</summary>
internal sealed class FeedBook
{
    private readonly SortedDictionary<VenueAccountId, Feed> _feeds = [];

    /// <summary>By id.</summary>
    public IReadOnlyCollection<Feed> All => _feeds.Values;

    public int Count => _feeds.Count;

    public Feed? Find(VenueAccountId id) => _feeds.GetValueOrDefault(id);

    /// <summary>Takes a record over; false when it is not one of this part's.</summary>
    public bool Apply(AccountRecord record, DateTimeOffset at)
    {
        switch (record)
        {
            case FeedOpened opened:
                _feeds.Add(opened.Feed, new Feed(opened.Feed, opened.Pool, at));
                return true;
            case FeedClosed closed:
                Require(_feeds.Remove(closed.Feed), closed);
                return true;
            case FeedMoved moved:
                Get(moved.Feed).Pool = moved.Pool;
                return true;
            case SnapshotAccepted accepted:
                Take(Get(accepted.Feed), accepted, at);
                return true;
            case DeltasAccepted accepted:
                Take(Get(accepted.Feed), accepted, at);
                return true;
            case FeedHeard heard:
                Hear(Get(heard.Feed), at);
                return true;
            case FeedGapped gapped:
                Get(gapped.Feed).Gap = gapped.Reason;
                return true;
            case FeedSilent silent:
                Get(silent.Feed).SilentSince = silent.Since;
                return true;
            case FeedSpoke spoke:
                // What it said has ended the silence; this says so to whoever was alarmed.
                Get(spoke.Feed).SilentSince = null;
                return true;
            case FeedTroubled troubled:
                Get(troubled.Feed).Trouble = troubled.Reason;
                return true;
            case FrameRefused refused:
                Take(Get(refused.Feed), refused);
                return true;
            case FrameQuarantined quarantined:
                Take(Get(quarantined.Feed), quarantined);
                return true;
            case FeedGraded graded:
                Get(graded.Feed).Grade = graded.Grade;
                return true;
            default:
                return false;
        }
    }

    /// <summary>The earliest moment at which a grade changes, or a feed falls silent, by time alone; absent when nothing does.</summary>
    public DateTimeOffset? NextDeadline(FreshnessPolicy policy)
    {
        DateTimeOffset? earliest = null;
        foreach (var feed in _feeds.Values)
        {
            var bounds = policy.BoundsOf(feed.Id.Location);
            earliest = Earlier(Earlier(earliest, feed.NextGradeAt(bounds)), feed.NextSilenceAt(bounds));
        }

        return earliest;
    }

    public void WriteTo(CanonicalWriter writer)
    {
        writer.Count(_feeds.Count, Limits.Feeds);
        foreach (var feed in _feeds.Values)
        {
            feed.WriteTo(writer);
        }
    }

    public static FeedBook ReadFrom(CanonicalReader reader)
    {
        var book = new FeedBook();
        foreach (var feed in reader.List(Limits.Feeds, Feed.ReadFrom))
        {
            book._feeds.Add(feed.Id, feed);
        }

        return book;
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other ?? one : one;

    private static void Take(Feed feed, SnapshotAccepted accepted, DateTimeOffset at)
    {
        Require(accepted.Epoch > feed.Epoch, accepted);
        feed.Lines.BeginSnapshot(accepted.Complete, feed.HeardAt);
        (feed.Epoch, feed.Through) = (accepted.Epoch, accepted.Sequence);
        feed.Gap = null;
        Take(feed, accepted.Facts, at);
    }

    private static void Take(Feed feed, DeltasAccepted accepted, DateTimeOffset at)
    {
        Require(!feed.NeedsSnapshot && accepted.Epoch == feed.Epoch && accepted.FirstSequence == feed.Through + 1, accepted);
        feed.Through = accepted.LastSequence;
        Take(feed, accepted.Facts, at);
    }

    private static void Take(Feed feed, IReadOnlyList<FeedFact> facts, DateTimeOffset at)
    {
        for (var i = 0; i < facts.Count; i++)
        {
            feed.Lines.Take(facts[i]);
        }

        Hear(feed, at);
        feed.Blocking = null;
    }

    private static void Hear(Feed feed, DateTimeOffset at)
    {
        (feed.HeardAt, feed.Trouble, feed.SilentSince) = (at, null, null);
    }

    private static void Take(Feed feed, FrameRefused refused) =>
        feed.Blocking = feed.Blocking is { } before && before.Is(refused.Epoch, refused.Sequence)
            ? before with { Attempts = before.Attempts + 1 }
            : new BlockingFrame(refused.Epoch, refused.Sequence, Attempts: 1, IsQuarantined: false);

    private static void Take(Feed feed, FrameQuarantined quarantined)
    {
        var attempts = feed.Blocking is { } before && before.Is(quarantined.Epoch, quarantined.Sequence) ? before.Attempts + 1 : 1;
        feed.Blocking = new BlockingFrame(quarantined.Epoch, quarantined.Sequence, attempts, IsQuarantined: true);
        feed.Gap ??= quarantined.Reason;
        feed.Quarantined++;
    }

    private Feed Get(VenueAccountId id) =>
        Find(id) ?? throw new InvalidOperationException($"{id} is no feed of this account.");

    private static void Require(bool fits, AccountRecord record)
    {
        if (!fits)
        {
            throw new InvalidOperationException($"{record.GetType().Name} does not follow from what its feed has told.");
        }
    }
}
