using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Accounts.Markets;
using MultiVenueMargin.Journal;
using MultiVenueMargin.Live.Pipeline;
using MultiVenueMargin.Live.Registers;

namespace MultiVenueMargin.Live.Markets;

/// <summary>
/// One market's publisher in memory, run like an account: what it publishes is committed, and one whose slice did not become durable is
/// thrown away and read again. Then it publishes under a new epoch.
/// </summary>
internal sealed class PublisherKeeper
{
    private readonly CoreParts _parts;
    private readonly MarketPolicy _policy;
    private readonly CommitLane _lane;
    private readonly SnapshotPace _pace;
    private StreamLoad<MarketPublisher>? _load;
    private MarketPublisher? _publisher;
    private DateTimeOffset _lastAt = DateTimeOffset.MinValue;
    private DateTimeOffset _loadAgainAt = DateTimeOffset.MinValue;

    public PublisherKeeper(CoreParts parts, StreamId stream, MarketPolicy policy)
    {
        (_parts, _policy) = (parts, policy);
        _lane = new CommitLane(stream, parts.Outcomes, parts.Queue);
        _pace = new SnapshotPace(parts.Options);
        BeginLoad();
    }

    public StreamId Stream => _lane.Stream;

    public bool IsReady => _publisher is not null && _lane.Broken is null;

    public bool IsIdle => _lane.IsIdle && _load is null;

    /// <summary>Why it cannot be read; null while it can.</summary>
    public string? Problem { get; private set; }

    /// <summary>The same where asking again does not help; null where it may.</summary>
    public StreamUnreadableException? Unreadable { get; private set; }

    /// <summary>The publisher itself. It must be ready.</summary>
    public MarketPublisher Publisher => _publisher ?? throw new InvalidOperationException($"{Stream} is being read.");

    public void Take(CommitOutcome outcome) => _lane.Take(outcome);

    /// <summary>It threw: what it knows cannot be relied on.</summary>
    public void Discard(string why) => _lane.Break(why);

    public bool Advance(DateTimeOffset now)
    {
        if (_lane.Broken is not null && _lane.IsIdle && _load is null && _parts.Committer.Failure is null && now >= _loadAgainAt)
        {
            _parts.Meter.Reloaded();
            BeginLoad();
        }

        if (_load is not { } load || !load.Advance())
        {
            return false;
        }

        _load = null;
        if (load.Failure is { } failure)
        {
            _parts.Meter.Faults.Add($"{Stream}: reading", failure);
            (Problem, Unreadable) = (load.Problem, load.Unreadable);
            _lane.Break(failure.Message);
            _loadAgainAt = now + _parts.Options.ReopenEvery;
            return true;
        }

        (_publisher, Problem, Unreadable, _lastAt) = (load.State, null, null, load.LastAt);
        _pace.Begin(load.SnapshotVersion, load.SnapshotBytes, load.BytesSince);
        _lane.Begin(load.Version);
        return true;
    }

    /// <summary>Publishes what has changed, if it is time; one slice at a time, so that a slow disk conflates instead of queueing.</summary>
    public bool Publish(DateTimeOffset now)
    {
        var at = now < _lastAt ? _lastAt : now;
        if (!IsReady || !_lane.IsIdle || _parts.Committer.Failure is not null || !_publisher!.IsDue(at))
        {
            return false;
        }

        var before = _publisher.Version;
        try
        {
            if (_publisher.Publish(at) is not { } slice)
            {
                return false;
            }

            _lastAt = at;
            var record = RecordCodec.BytesOf(slice);
            _pace.Add(record.Length);
            _lane.Submit(before, at, [record], []);
            return true;
        }
        catch (Exception fault)
        {
            _parts.Meter.Threw($"{Stream}: a slice", fault);
            Discard($"publishing threw {fault.GetType().Name}");
            return false;
        }
    }

    public void WriteSnapshot(bool evenIfSmall)
    {
        if (!IsReady || !_lane.IsIdle || !(_pace.IsDue(_publisher!.Version) || (evenIfSmall && _publisher.Version > _pace.Version)))
        {
            return;
        }

        var head = _parts.Journal.HeadOf(Stream);
        if (head.Version == _publisher.Version)
        {
            var writer = new CanonicalWriter();
            _publisher.WriteTo(writer);
            _parts.Queue.Post(new SnapshotOrder(new StreamSnapshot(Stream, head.Version, head.Hash, writer.ToArray())));
            _pace.Wrote(_publisher.Version, writer.Length);
        }
    }

    private void BeginLoad()
    {
        _publisher = null;
        _load = new StreamLoad<MarketPublisher>(
            _parts.Journal,
            Stream,
            () => new MarketPublisher(Stream.Name, _policy),
            ReadSnapshot,
            static (publisher, record, _) => publisher.Apply((SlicePublished)record));
    }

    private MarketPublisher ReadSnapshot(ReadOnlyMemory<byte> state)
    {
        var at = 0;
        var reader = new CanonicalReader(state.Span, ref at);
        var publisher = MarketPublisher.ReadFrom(reader, Stream.Name, _policy);
        reader.End();
        return publisher;
    }
}
