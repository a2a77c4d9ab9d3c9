using Google.Protobuf;
using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Contracts;
using MultiVenueMargin.Contracts.Feeds;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Feeds;
using MultiVenueMargin.Journal;
using MultiVenueMargin.Journal.Devices;
using MultiVenueMargin.Journal.Segments;
using MultiVenueMargin.Live;
using MultiVenueMargin.Live.Accounts;
using MultiVenueMargin.Live.Inboxes;
using MultiVenueMargin.Live.Pipeline;
using MultiVenueMargin.Live.Subscriptions;

namespace MultiVenueMargin.Benchmarks.Ingest;

/// <summary>
/// The way of an update through a process, stage by stage on one thread, each with what it allocates and takes: the parts are those of a
/// process, in its order, without its threads, its looks and its sockets.
/// </summary>
internal sealed class IngestRig : IDisposable
{
    public const int Positions = 50;

    private static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly InstitutionId Firm = new("BENCH");
    private static readonly LocationId Venue = new("VENUE");
    private static readonly InstrumentId[] Instruments = [.. Enumerable.Range(0, Positions).Select(each => new InstrumentId($"PERP-{each}"))];

    private readonly int _updatesPerBatch;
    private readonly int _batches;
    private readonly Driven[] _accounts;
    private readonly Dictionary<AccountId, Driven> _byId = [];
    private readonly LiveOptions _options = new();
    private readonly LiveMeter _meter = new();
    private readonly Bell _bell = new();
    private readonly MeteredJournal _journal;
    private readonly CommitQueue _queue;
    private readonly Committer _committer;
    private readonly AccountInbox _inbox;
    private readonly Mailbox<CommitOutcome> _outcomes;
    private readonly CanonicalWriter _writer = new();
    private readonly LastReply _reply = new();
    private readonly byte[][] _requests;
    private readonly FeedBatch[] _decoded;
    private readonly TurnRequest[] _taken;
    private readonly Turn[] _turns;
    private readonly TurnBatch[] _written;
    private readonly byte[] _response = new byte[4_096];
    private readonly Cost[] _costs = new Cost[(int)IngestStage.Book + 1];
    private long _sequence;

    /// <param name="updatesPerBatch">Each a frame of one fact: an adapter sends what it hears, and flushes them together.</param>
    /// <param name="batches">How many go through a stage before the next stage begins, each of an account of its own.</param>
    public IngestRig(IStorageDevice device, int updatesPerBatch, int batches)
    {
        (_updatesPerBatch, _batches) = (updatesPerBatch, batches);
        _journal = new MeteredJournal(SegmentJournal.Open(device, new SegmentJournalOptions()));
        _queue = new CommitQueue(_options.CommitsUnderWay, _options.CommitBytesUnderWay, _options.WaitingSnapshots, _bell);
        _committer = new Committer(_journal, _queue, new Doorbells(_options.Waits), new SealRound(_journal, null, _queue, _options, _meter), _options, _meter);
        _inbox = new AccountInbox(_options, _meter, _bell);
        _inbox.Close(Refusal.Busy, null);
        _outcomes = new Mailbox<CommitOutcome>(_bell);
        _requests = new byte[batches][];
        (_decoded, _taken, _turns, _written) = (new FeedBatch[batches], new TurnRequest[batches], new Turn[batches], new TurnBatch[batches]);
        _accounts = new Driven[batches];
        for (var i = 0; i < batches; i++)
        {
            _accounts[i] = Open(i);
        }
    }

    public int UpdatesPerRound => _updatesPerBatch * _batches;

    /// <summary>Of the last round.</summary>
    public Cost CostOf(IngestStage stage) => _costs[(int)stage];

    /// <summary>Sends one round of batches through every stage.</summary>
    public void Round()
    {
        for (var i = 0; i < _batches; i++)
        {
            _requests[i] = NextRequest(_accounts[i]);
        }

        _sequence += _updatesPerBatch;

        Measure(IngestStage.Decode, Decode);
        Measure(IngestStage.Inbox, PassTheInbox);
        Measure(IngestStage.Take, Take);
        Measure(IngestStage.Encode, Encode);
        _journal.Reset();
        var answered = _reply.Count;
        Measure(IngestStage.Release, Commit);
        if (_reply.Count != answered + _batches || _reply.Value is not FeedAnswer { Refusals: [] })
        {
            throw new InvalidOperationException($"Not every batch was acknowledged: {_reply.Value}");
        }

        _costs[(int)IngestStage.Journal] = _journal.Cost;
        _costs[(int)IngestStage.Release] -= _journal.Cost;
        Measure(IngestStage.Acknowledge, Acknowledge);
        Measure(IngestStage.Book, Book);
    }

    public void Dispose()
    {
        _meter.Dispose();
        _bell.Dispose();
    }

    private static FeedFrame Frame(FrameKind kind, long sequence, FeedParts complete, params FeedFact[] facts) =>
        new() { Kind = kind, Epoch = 1, Sequence = sequence, SaidAt = Now, Complete = complete, Facts = facts };

    private static PositionFact Position(long number) =>
        new(Instruments[(int)(number % Positions)], new Quantity(0.1m + (number % 7 * 0.001m)), new Price(100_000m));

    private static TurnContext Context() => new(Now, default, null);

    private Driven Open(int number)
    {
        var id = new AccountId(Firm, $"a{number}");
        var driven = new Driven(new Account(id), new VenueAccountId(Venue, $"bench-{number}"), new CommitLane(StreamId.Of(id), _outcomes, _queue));
        _byId.Add(id, driven);
        driven.Lane.Begin(0);
        var batch = new TurnBatch(_writer);
        Add(new CommandInput(new OpenAccount(new AccountPolicy()) { Account = id, Request = new RequestId("open"), By = new PrincipalId("alice@house") }));
        Add(new ClaimInput(driven.Feed, PoolId.Cross));
        Add(new FeedInput(driven.Feed, [Frame(
            FrameKind.Snapshot,
            0,
            FeedParts.All,
            [new BalanceFact(new Asset("USDC"), false, new Quantity(5_000_000m), default, default, BridgeClass.Native, null), .. Enumerable.Range(0, Positions).Select(each => Position(each))])]));
        Submit(driven, batch);
        Drain();
        return driven;

        void Add(AccountInput input)
        {
            var turn = new Turn(driven.Account, Context());
            turn.Take(input);
            batch.Add(turn);
        }
    }

    /// <summary>What an adapter would send next.</summary>
    private byte[] NextRequest(Driven driven)
    {
        var frames = new FeedFrame[_updatesPerBatch];
        for (var i = 0; i < frames.Length; i++)
        {
            frames[i] = Frame(FrameKind.Delta, _sequence + i + 1, FeedParts.None, Position(_sequence + i));
        }

        return FeedWire.Write(new FeedBatch(driven.Account.Id, driven.Feed, frames)).ToByteArray();
    }

    private void Measure(IngestStage stage, Action work)
    {
        var began = Cost.Begin();
        work();
        _costs[(int)stage] = Cost.Since(began);
    }

    private void Decode()
    {
        for (var i = 0; i < _batches; i++)
        {
            _decoded[i] = FeedMessage.Read(_requests[i].AsSpan()).Content.Value;
        }
    }

    private void PassTheInbox()
    {
        foreach (var batch in _decoded)
        {
            _inbox.Post(new TurnRequest(batch.Account, new FeedInput(batch.Feed, batch.Frames), _reply));
        }

        for (var taken = 0; taken < _batches;)
        {
            _inbox.TryNext(out var account);
            while (_inbox.TryTake(account, out var request))
            {
                _taken[taken++] = (TurnRequest)request!;
            }
        }
    }

    private void Take()
    {
        for (var i = 0; i < _batches; i++)
        {
            _turns[i] = new Turn(_byId[_taken[i].Account].Account, Context());
            _turns[i].Take(_taken[i].Input);
        }
    }

    private void Encode()
    {
        for (var i = 0; i < _batches; i++)
        {
            _written[i] = new TurnBatch(_writer);
            _written[i].Add(_turns[i]);
        }
    }

    private void Commit()
    {
        for (var i = 0; i < _batches; i++)
        {
            _written[i].Add(new AnswerRelease<AccountAnswer>(_taken[i].Reply, _turns[i].Answer!));
            Submit(_byId[_turns[i].Account.Id], _written[i]);
        }

        Drain();
    }

    private void Acknowledge()
    {
        for (var i = 0; i < _batches; i++)
        {
            var response = FeedWire.Write(_turns[i].Account.Id, (FeedAnswer)_turns[i].Answer!);
            response.WriteTo(_response.AsSpan(0, response.CalculateSize()));
        }
    }

    private void Book()
    {
        for (var i = 0; i < _batches; i++)
        {
            if (_turns[i].Account.BookAt(Now).Positions.Count != Positions)
            {
                throw new InvalidOperationException("A position is missing in the book.");
            }
        }
    }

    private static void Submit(Driven driven, TurnBatch batch) => driven.Lane.Submit(batch.ExpectedVersion, Now, batch.Records, batch.Releases);

    private void Drain()
    {
        while (_queue.UnderWay > 0)
        {
            _committer.RunOnce(Now);
            foreach (var outcome in _outcomes.TakeAll())
            {
                _byId[outcome.Stream.Account].Lane.Take(outcome);
            }
        }
    }

    private sealed record Driven(Account Account, VenueAccountId Feed, CommitLane Lane);
}
