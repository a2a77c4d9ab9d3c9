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
/// The embedded host: one process, one journal, a thread for the journal and one for each shard of accounts. It is a shell: what is decided is
/// decided in <see cref="LiveNode"/>, what is asked is evaluated on the asker's thread. Safe from any thread.
/// </summary>
public sealed partial class MarginEngine : IMarginPlatform, IAsyncDisposable
{
    private readonly IJournal _journal;
    private readonly EngineOptions _options;
    private readonly EngineClock _clock;
    private readonly LiveNode _node;
    private readonly PastReader _past;
    private readonly LoopThread[] _loops;
    private bool _isDisposed;

    private MarginEngine(IJournal journal, EngineOptions options, EngineClock clock)
    {
        (_journal, _options, _clock) = (journal, options, clock);
        // Two runs may start at one time, where the wall clock was set back and nothing recorded: what tells them apart is drawn. Nothing rests
        // on it but whose marks are whose, so that nobody has to replay it.
        var run = BinaryPrimitives.ReadInt64LittleEndian(RandomNumberGenerator.GetBytes(sizeof(long)));
        _node = new LiveNode(journal, options.Live, options.Market, clock.Now, options.SealKey, run);
        _past = new PastReader(journal);
        _loops =
        [
            new LoopThread("journal", clock, _node.CoreBell, options.Idle, _node.RunCore, () => _node.IsStorageBusy, Halt),
            .. _node.Shards.Select((shard, index) =>
                new LoopThread($"shard {index}", clock, shard.Bell, options.Idle, shard.RunOnce, static () => false, Halt)),
        ];
    }

    /// <summary>The engine's own time.</summary>
    public EngineClock Clock => _clock;

    /// <summary>
    /// Starts on a journal, empty or left by any earlier end, and returns when every open account is resident. The journal is the engine's
    /// from now on. Throws when a loop fails; a journal that cannot be read keeps it starting, and <see cref="HealthAsync"/> says why.
    /// </summary>
    public static async Task<MarginEngine> StartAsync(
        IJournal journal, EngineOptions options, TimeProvider time, CancellationToken cancellation)
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
            Array.ForEach(engine._loops, loop => loop.Start());
            await engine.UntilAsync(() => engine._node.IsReady, cancellation).ConfigureAwait(false);
            return engine;
        }
        catch
        {
            engine.StopLoops();
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
        var reply = new PendingReply<RegisterAnswer>(static (reason, message) => new RegisterRefused(reason, string.Empty, message, []));
        _node.Send(command, reply);
        return Answered(reply, cancellation);
    }

    public async ValueTask<IReadOnlyList<AccountAnswer>> FeedAsync(IReadOnlyList<FeedBatch> batches, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(batches);
        var replies = new PendingReply<AccountAnswer>[batches.Count];
        for (var i = 0; i < replies.Length; i++)
        {
            replies[i] = NewAccountReply();
            _node.Feed(batches[i], replies[i]);
        }

        return await Task.WhenAll(replies.Select(reply => reply.Task)).WaitAsync(cancellation).ConfigureAwait(false);
    }

    public ValueTask<MarketAnswer> PublishAsync(MarketBatch batch, CancellationToken cancellation)
    {
        var reply = new PendingReply<MarketAnswer>(static (reason, message) => new MarketAnswer(reason, [new Finding(string.Empty, message, string.Empty)]));
        _node.Publish(batch, reply);
        return Answered(reply, cancellation);
    }

    public async ValueTask<AccountView?> AccountAsync(AccountId account, CancellationToken cancellation) =>
        (AccountView?)await ReadAsync(account, static context => context.Account.View(context.Context.Now), cancellation).ConfigureAwait(false);

    public async ValueTask<IReadOnlyList<AccountSummary>> ListAccountsAsync(AccountId? after, int max, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        var accounts = _node.AccountsBeyond(after, Math.Min(max, _options.AccountsPerPage));
        var summaries = await AllAsync(accounts, static context => (context.Account.Version, context.Account.IsOpen), cancellation).ConfigureAwait(false);
        return [.. accounts.Zip(summaries)
            .Where(pair => pair.Second is not null)
            .Select(pair => Summary(pair.First, ((long, bool))pair.Second!))];
    }

    public ValueTask<Cursor> EndAsync(CancellationToken cancellation) => _node.Reader.EndAsync(cancellation);

    public ValueTask<JournalPage> ReadAsync(Cursor cursor, ReadScope scope, int max, CancellationToken cancellation) =>
        _node.Reader.ReadAsync(cursor, scope, max, cancellation);

    public ValueTask WaitBeyondAsync(Cursor cursor, CancellationToken cancellation) =>
        new(_node.Doorbells.WaitBeyond(_node.Reader.Open(cursor), cancellation));

    public ValueTask<FigurePage> ReadFiguresAsync(FigureMark mark, IReadOnlyList<AccountId>? accounts, int max, CancellationToken cancellation) =>
        new(_node.Figures.Read(mark, accounts, Math.Min(max, _options.FiguresPerPage)));

    public ValueTask WaitFiguresAsync(FigureMark mark, CancellationToken cancellation) => new(_node.Figures.WaitBeyond(mark, cancellation));

    public ValueTask<PlatformHealth> HealthAsync(CancellationToken cancellation)
    {
        var health = _node.HealthAt(_clock.Now);
        return new(FindFault() is { } fault ? health with { IsReady = false, Journal = $"A loop ended: {fault.Message}" } : health);
    }

    /// <summary>Takes nothing more in, finishes what was, writes every state down and stops. The journal can then be closed.</summary>
    public async Task DrainAsync(CancellationToken cancellation)
    {
        _node.BeginDrain();
        await UntilAsync(() => _node.IsDrained, cancellation).ConfigureAwait(false);
        StopLoops();
    }

    /// <summary>Ends at once, as a crash does: what is under way is answered by nobody. Drain first for a graceful end.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            StopLoops();
            _node.Dispose();
            await _journal.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Returns when every loop has found nothing more to do at the clock's present time; for tests that move the clock.</summary>
    internal async Task SettleAsync(CancellationToken cancellation)
    {
        var now = _clock.Now;
        for (var busyBefore = -1L; busyBefore != BusyRounds();)
        {
            // Two quiet rounds of every loop in which no loop found anything: nothing is on its way between two of them.
            busyBefore = BusyRounds();
            var quietBefore = _loops.Select(loop => loop.Quiet.Rounds).ToArray();
            await UntilAsync(
                () => Wake() && _loops.Index().All(each => each.Item.Quiet is var quiet && quiet.At >= now && quiet.Rounds >= quietBefore[each.Index] + 2)
                    && !_node.IsStorageBusy,
                cancellation).ConfigureAwait(false);
        }
    }

    private long BusyRounds() => _loops.Sum(loop => loop.BusyRounds);

    private void Halt(Exception fault) => _node.Halt($"The engine has stopped: {fault.GetType().Name}.");

    /// <summary>Nobody moves a test's clock while it sleeps, so that a loop need not either.</summary>
    private bool Wake()
    {
        Array.ForEach(_loops, loop => loop.Wake());
        return true;
    }

    private static PendingReply<AccountAnswer> NewAccountReply() =>
        new(static (reason, message) => new CommandRefused(reason, string.Empty, message));

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

    private AccountSummary Summary(AccountId account, (long Version, bool IsOpen) state) =>
        new(account, state.IsOpen, state.Version, _node.Figures.Find(account)?.Pools ?? []);

    private Exception? FindFault() => _loops.Select(loop => loop.Fault).FirstOrDefault(fault => fault is not null);

    private async Task UntilAsync(Func<bool> condition, CancellationToken cancellation)
    {
        while (!condition())
        {
            cancellation.ThrowIfCancellationRequested();
            if (FindFault() is { } fault)
            {
                throw new InvalidOperationException($"The engine has stopped: {fault.Message}", fault);
            }

            // The loops have their own threads; whoever waits here gives way to them.
            await Task.Yield();
            Thread.Yield();
        }
    }

    private void StopLoops() => Array.ForEach(_loops, loop => loop.Stop());
}
