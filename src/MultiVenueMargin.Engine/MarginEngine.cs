using System.Buffers.Binary;
using System.Security.Cryptography;
using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Markets;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Journal;
using MultiVenueMargin.Live;
using MultiVenueMargin.Live.Queries;
using MultiVenueMargin.Live.Replies;

namespace MultiVenueMargin.Engine;

/// <summary>
/// The embedded host: one process, one journal, a thread for the journal, one for each shard of accounts and one for its annex. It is a shell: what is decided is
/// decided in <see cref="LiveNode"/>, what is asked is evaluated on the asker's thread. Safe from any thread.
/// </summary>
public sealed partial class MarginEngine : IMarginPlatform, IAsyncDisposable
{
    private static readonly TimeSpan ProgressEvery = TimeSpan.FromSeconds(1);

    private readonly IJournal _journal;
    private readonly EngineOptions _options;
    private readonly EngineClock _clock;
    private readonly LiveNode _node;
    private readonly PastReader _past;
    private readonly EngineLoops _loops;
    private bool _isDisposed;

    private MarginEngine(IJournal journal, EngineOptions options, EngineClock clock)
    {
        (_journal, _options, _clock) = (journal, options, clock);
        // Two runs may start at one time, where the wall clock was set back and nothing recorded: what tells them apart is drawn. Nothing rests
        // on it but whose marks are whose, so that nobody has to replay it.
        var run = BinaryPrimitives.ReadInt64LittleEndian(RandomNumberGenerator.GetBytes(sizeof(long)));
        _node = new LiveNode(journal, options.Live, options.Market, clock.Now, options.SealKey, run);
        _past = new PastReader(journal);
        _loops = new EngineLoops(
            [
                new LoopThread("journal", clock, _node.CoreBell, options.Idle, _node.RunCore, () => _node.IsStorageBusy, Fail),
                .. _node.Shards.Select(shard => new LoopThread(shard.Name, clock, shard.Bell, options.Idle, shard.RunOnce, static () => false, Fail)),
            ],
            Failure);
    }

    /// <summary>The engine's own time.</summary>
    public EngineClock Clock => _clock;

    /// <summary>What it is a shell around; for tests that keep one of its loops busy.</summary>
    internal LiveNode Node => _node;

    /// <summary>Whether it has failed, and why: then nothing is answered any more but <see cref="HealthAsync"/>.</summary>
    public NodeFailure Failure => _node.Failure;

    /// <summary>
    /// Starts on a journal, empty or left by any earlier end, and returns when every account is resident. The journal is the engine's from now
    /// on. Storage that refuses is asked again and again, and <paramref name="progress"/> says what is waited for; what is stored and cannot be
    /// read throws <see cref="StreamUnreadableException"/> with the stream and version.
    /// </summary>
    /// <param name="progress">Told how it is once a second until it is ready.</param>
    public static async Task<MarginEngine> StartAsync(
        IJournal journal, EngineOptions options, TimeProvider time, CancellationToken cancellation, IProgress<PlatformHealth>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(journal);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Check() is [var problem, ..])
        {
            throw new ArgumentException(problem, nameof(options));
        }

        var engine = new MarginEngine(journal, options, new EngineClock(time, await LastMomentAsync(journal, cancellation).ConfigureAwait(false)));
        try
        {
            engine._loops.Start();
            await engine.UntilReadyAsync(progress, cancellation).ConfigureAwait(false);
            return engine;
        }
        catch
        {
            engine._loops.Stop();
            engine._node.Dispose();
            throw;
        }
    }

    public ValueTask<AccountAnswer> SendAsync(AccountCommand command, CancellationToken cancellation)
    {
        var reply = NewAccountReply();
        _node.Send(command, reply);
        return Answered(reply, cancellation);
    }

    public ValueTask<RegisterAnswer> SendAsync(RegisterCommand command, CancellationToken cancellation)
    {
        var reply = new PendingReply<RegisterAnswer>(Failure, static (reason, message) => new RegisterRefused(reason, string.Empty, message, []));
        _node.Send(command, reply);
        return Answered(reply, cancellation);
    }

    public async ValueTask<IReadOnlyList<AccountAnswer>> FeedAsync(IReadOnlyList<FeedBatch> batches, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(batches);
        var answers = new Task<AccountAnswer>[batches.Count];
        for (var i = 0; i < answers.Length; i++)
        {
            var reply = NewAccountReply();
            answers[i] = reply.Task;
            _node.Feed(batches[i], reply);
        }

        return answers is [var only]
            ? [await only.WaitAsync(cancellation).ConfigureAwait(false)]
            : await Task.WhenAll(answers).WaitAsync(cancellation).ConfigureAwait(false);
    }

    public ValueTask<MarketAnswer> PublishAsync(MarketBatch batch, CancellationToken cancellation)
    {
        var reply = new PendingReply<MarketAnswer>(Failure, static (reason, message) => new MarketAnswer(reason, [new Finding(string.Empty, message, string.Empty)]));
        _node.Publish(batch, reply);
        return Answered(reply, cancellation);
    }

    public async ValueTask<AccountView?> AccountAsync(AccountId account, CancellationToken cancellation) =>
        (AccountView?)await ReadAsync(account, static context => context.Account.View(context.Context.Now), cancellation).ConfigureAwait(false);

    public async ValueTask<IReadOnlyList<AccountSummary>> ListAccountsAsync(AccountId? after, int max, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        var accounts = IfSound(_node).AccountsBeyond(after, Math.Min(max, _options.AccountsPerPage));
        var summaries = await AllAsync(accounts, static context => (context.Account.Version, context.Account.IsOpen), cancellation).ConfigureAwait(false);
        return [.. accounts.Zip(summaries)
            .Where(pair => pair.Second is not null)
            .Select(pair => Summary(pair.First, ((long, bool))pair.Second!))];
    }

    public ValueTask<Cursor> EndAsync(CancellationToken cancellation) => IfSound(_node).Reader.EndAsync(cancellation);

    public ValueTask<JournalPage> ReadAsync(Cursor cursor, ReadScope scope, int max, CancellationToken cancellation) =>
        IfSound(_node).Reader.ReadAsync(cursor, scope, max, cancellation);

    public ValueTask WaitBeyondAsync(Cursor cursor, CancellationToken cancellation)
    {
        var opened = IfSound(_node).Reader.Open(cursor);
        return new ValueTask(UnlessFailedAsync(either => _node.Doorbells.WaitBeyond(opened, either), cancellation));
    }

    public ValueTask<FigurePage> ReadFiguresAsync(FigureMark mark, IReadOnlyList<AccountId>? accounts, int max, CancellationToken cancellation) =>
        new(IfSound(_node).Figures.Read(mark, accounts, Math.Min(max, _options.FiguresPerPage)));

    public ValueTask WaitFiguresAsync(FigureMark mark, IReadOnlyList<AccountId>? accounts, CancellationToken cancellation) =>
        new(UnlessFailedAsync(either => _node.Figures.WaitBeyond(mark, accounts, either), cancellation));

    public ValueTask<PlatformHealth> HealthAsync(CancellationToken cancellation) => new(_node.HealthAt(_clock.Now));

    /// <summary>Takes nothing more in, finishes what was, writes every state down and stops. The journal can then be closed.</summary>
    public async Task DrainAsync(CancellationToken cancellation)
    {
        _node.BeginDrain();
        await _loops.UntilAsync(() => _node.IsDrained, cancellation).ConfigureAwait(false);
        _loops.Stop();
    }

    /// <summary>Ends at once, as a crash does: what is under way may be durable or not, and whoever waits for it is told that. Drain first for a graceful end.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            if (!_node.IsDrained)
            {
                _node.Abandon();
            }

            _loops.Stop();
            _node.Dispose();
            await _journal.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Returns when every loop has found nothing more to do at the clock's present time; for tests that move the clock.</summary>
    internal Task SettleAsync(CancellationToken cancellation) => _loops.SettleAsync(_clock.Now, () => _node.IsStorageBusy, cancellation);

    /// <summary>On the thread of the loop that threw: the others end after the round they are in.</summary>
    private void Fail(string loop, Exception fault)
    {
        _node.Fail(loop, fault);
        _loops.Leave();
    }

    private PendingReply<AccountAnswer> NewAccountReply() =>
        new(Failure, static (reason, message) => new CommandRefused(reason, string.Empty, message));

    private static ValueTask<T> Answered<T>(PendingReply<T> reply, CancellationToken cancellation) => new(reply.Task.WaitAsync(cancellation));

    /// <summary>The latest moment that any partition recorded: the clock goes on from it.</summary>
    private static async Task<DateTimeOffset> LastMomentAsync(IJournal journal, CancellationToken cancellation)
    {
        var last = DateTimeOffset.MinValue;
        for (var partition = 0; partition < StreamId.Partitions; partition++)
        {
            if (journal.LastPositionOf(partition) is > 0 and var position
                && await journal.ReadPartitionAsync(partition, position - 1, 1, cancellation).ConfigureAwait(false) is [var entry, ..]
                && entry.At > last)
            {
                last = entry.At;
            }
        }

        return last;
    }

    /// <summary>The market position through which every account that it concerns is margined, but large ones that rest after a look; −1: none yet.</summary>
    public long MarginedThrough => _node.MarginedThrough;

    private AccountSummary Summary(AccountId account, (long Version, bool IsOpen) state) =>
        new(account, state.IsOpen, state.Version, _node.Figures.Find(account)?.Pools ?? []);

    private async Task UntilReadyAsync(IProgress<PlatformHealth>? progress, CancellationToken cancellation)
    {
        var tellAt = _clock.Now + ProgressEvery;
        await _loops.UntilAsync(
            () =>
            {
                if (progress is not null && _clock.Now is var now && now >= tellAt)
                {
                    tellAt = now + ProgressEvery;
                    progress.Report(_node.HealthAt(now));
                }

                return _node.IsReady;
            },
            cancellation).ConfigureAwait(false);
    }

    /// <summary>Refuses by name once it has failed.</summary>
    private T IfSound<T>(T part)
    {
        Failure.ThrowIfHappened();
        return part;
    }

    /// <summary>A wait that the failure ends as well, and then with its name.</summary>
    private async Task UnlessFailedAsync(Func<CancellationToken, Task> wait, CancellationToken cancellation)
    {
        Failure.ThrowIfHappened();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, Failure.Token);
        try
        {
            await wait(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            Failure.ThrowIfHappened();
            throw;
        }
    }
}
