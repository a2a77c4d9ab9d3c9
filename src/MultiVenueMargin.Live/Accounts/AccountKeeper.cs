using System.Collections.Concurrent;
using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Journal;
using MultiVenueMargin.Live.Pipeline;

namespace MultiVenueMargin.Live.Accounts;

/// <summary>
/// Keeps the accounts of a shard in memory: reads them from the journal, at the start and again when something of one did not become
/// durable, and hands over those that move.
/// </summary>
internal sealed class AccountKeeper(ShardParts parts, Mailbox<CommitOutcome> outcomes, LookRound looks)
{
    private const string BeingRead = "it is being read from the journal";

    private readonly Dictionary<AccountId, Resident> _residents = [];
    private readonly Queue<Resident> _loading = new();
    private readonly Queue<(Resident Resident, DateTimeOffset At)> _again = new();
    private readonly Mailbox<AccountId> _wanted = new(parts.Bell);
    private readonly Mailbox<Resident> _arriving = new(parts.Bell);
    private readonly HashSet<AccountId> _announce = [];
    private readonly ConcurrentDictionary<AccountId, bool> _known = new();
    private readonly ConcurrentDictionary<AccountId, string> _missing = new();
    private int _reopenings;
    private int _openArriving;

    /// <summary>Accounts that should be here and are not, with the reason. Safe from any thread.</summary>
    public IEnumerable<KeyValuePair<AccountId, string>> Missing => _missing;

    /// <summary>Accounts that have records, open or closed. Safe from any thread.</summary>
    public IEnumerable<AccountId> Known => _known.Keys;

    /// <summary>Accounts about which something needs a person. Safe from any thread.</summary>
    public IEnumerable<AccountId> Flagged => _known.Where(entry => entry.Value).Select(entry => entry.Key);

    /// <summary>Open accounts, those on their way here as well: one that moves may be counted twice for a moment, and never not at all. Safe from any thread.</summary>
    public int OpenAccounts => Volatile.Read(ref _openArriving) + looks.Count;

    /// <summary>Accounts on their way here. Safe from any thread.</summary>
    public int Arriving => _arriving.Count;

    public IEnumerable<Resident> Residents => _residents.Values;

    /// <summary>Nothing is being read, arrives or waits for an outcome.</summary>
    public bool IsIdle => _loading.Count == 0 && _wanted.Count == 0 && _arriving.Count == 0 && _residents.Values.All(resident => resident.Lane.IsIdle);

    public Resident? Find(AccountId account) => _residents.GetValueOrDefault(account);

    /// <summary>Has an account read from the journal; safe from any thread.</summary>
    public void Want(AccountId account) => _wanted.Post(account);

    /// <summary>An account that is being opened: there is nothing to read, unless the journal knows it after all.</summary>
    public Resident Begin(AccountId account)
    {
        var resident = NewResident(account);
        if (parts.Journal.HeadOf(resident.Lane.Stream).Version > 0)
        {
            Load(resident);
        }
        else
        {
            resident.Account = new Account(account);
            resident.Lane.Begin(0);
        }

        return resident;
    }

    /// <summary>Takes over an account that moves here, with nothing under way. Safe from any thread, and the last that its loop before does with its state.</summary>
    public void Adopt(Resident resident)
    {
        var account = resident.Account!;
        var lane = NewLane(resident.Id);
        lane.Begin(account.Version);
        _known[resident.Id] = resident.IsFlagged || account.HasQuarantined;
        Interlocked.Add(ref _openArriving, account.IsOpen ? 1 : 0);
        _arriving.Post(resident.WithLane(lane));
    }

    /// <summary>It has moved. What is still in a queue here has no state any more and is passed over.</summary>
    public void Release(Resident resident)
    {
        if (resident.Row != Resident.NoRow)
        {
            looks.Suspend(resident);
        }

        resident.Account = null;
        _residents.Remove(resident.Id);
        _known.TryRemove(resident.Id, out _);
    }

    /// <summary>The state cannot be vouched for: it is thrown away, and read again when everything under way has ended.</summary>
    public void Discard(Resident resident, string why)
    {
        resident.Lane.Break(why);
        Settle(resident);
    }

    /// <summary>After an outcome: reads an account again that must be, once nothing of it is under way.</summary>
    public void Settle(Resident resident)
    {
        if (resident.Lane.Broken is not null && resident.Lane.IsIdle && resident.Load is null)
        {
            parts.Meter.Reloaded();
            Load(resident);
        }
        else
        {
            Forget(resident);
        }
    }

    /// <summary>Drops what was never opened, so that commands to made-up accounts leave nothing behind.</summary>
    public void Forget(Resident resident)
    {
        if (resident.Account is { Version: > 0 } account)
        {
            _known[resident.Id] = resident.IsFlagged || account.HasQuarantined;
        }

        if (resident.Account is { Version: 0 } && resident.Lane.IsIdle && resident.Lane.Broken is null)
        {
            _residents.Remove(resident.Id);
        }
        else if (resident.Account is { IsClosed: true } && resident.Lane.IsIdle && resident.Row != Resident.NoRow)
        {
            looks.Remove(resident);
        }
        else if (resident.Account is { IsOpen: true } && resident.Row == Resident.NoRow)
        {
            looks.Add(resident);
        }
    }

    public bool AdvanceLoads(DateTimeOffset now)
    {
        var arrived = _arriving.TakeAll();
        foreach (var resident in arrived)
        {
            _residents.Add(resident.Id, resident);
            Forget(resident);
            Interlocked.Add(ref _openArriving, resident.Account!.IsOpen ? -1 : 0);
        }

        foreach (var account in _wanted.TakeAll())
        {
            if (!_residents.ContainsKey(account))
            {
                _announce.Add(account);
                Load(NewResident(account));
            }
        }

        ReadAgain(now);

        var ended = 0;
        for (var left = Math.Min(_loading.Count, parts.Options.LoadsPerCycle); left > 0; left--)
        {
            var resident = _loading.Dequeue();
            if (resident.Load is { } load && load.Advance())
            {
                End(resident, load, now);
                ended++;
            }
            else
            {
                _loading.Enqueue(resident);
            }
        }

        return ended + arrived.Count > 0;
    }

    /// <summary>What could not be read is tried again after a while; what was read while the journal was not sound, as soon as it is.</summary>
    private void ReadAgain(DateTimeOffset now)
    {
        if (_reopenings != parts.Committer.Reopenings)
        {
            _reopenings = parts.Committer.Reopenings;
            foreach (var stale in _residents.Values.Where(resident => resident.IsStale).OrderBy(resident => resident.Id).ToList())
            {
                Load(stale);
            }
        }

        while (_again.TryPeek(out var next) && next.At <= now)
        {
            Load(_again.Dequeue().Resident);
        }
    }

    private CommitLane NewLane(AccountId account) => new(StreamId.Of(account), outcomes, parts.Queue);

    private Resident NewResident(AccountId account)
    {
        var resident = new Resident(account, NewLane(account), new SnapshotPace(parts.Options), parts.Options.PoisonPerAccount);
        _residents.Add(account, resident);
        return resident;
    }

    private void Load(Resident resident)
    {
        if (resident.Row != Resident.NoRow)
        {
            looks.Suspend(resident);
        }

        resident.Account = null;
        resident.IsStale = false;
        _missing.TryAdd(resident.Id, BeingRead);
        resident.Load = new StreamLoad<Account>(
            parts.Journal,
            resident.Lane.Stream,
            () => new Account(resident.Id),
            ReadSnapshot,
            static (account, record, at) => account.Apply((AccountRecord)record, at))
        {
            Reopenings = parts.Committer.Reopenings,
        };
        _loading.Enqueue(resident);
    }

    private void End(Resident resident, StreamLoad<Account> load, DateTimeOffset now)
    {
        resident.Load = null;
        if (load.Failure is { } failure)
        {
            parts.Meter.Faults.Add($"{resident.Lane.Stream}: reading", failure);
            _missing[resident.Id] = load.Problem;
            _again.Enqueue((resident, now + parts.Options.ReopenEvery));
            if (load.Unreadable is { } unreadable && _announce.Remove(resident.Id))
            {
                // While starting: what storage refuses is waited for, and this would be for ever.
                parts.Loaded.Post(new LoadedAccount(resident.Id, IsOpen: false, new HashSet<VenueAccountId>(), unreadable));
            }

            return;
        }

        if (load.Reopenings != parts.Committer.Reopenings && parts.Committer.Failure is null)
        {
            // The journal was opened again while this was being read or waited for its turn. What was stale then was called for then,
            // and nobody will call for this.
            Load(resident);
            return;
        }

        _missing.TryRemove(resident.Id, out _);
        var account = load.State!;
        (resident.Account, resident.Lines) = (account, account.Lines);
        resident.IsStale = load.Reopenings != parts.Committer.Reopenings || parts.Committer.Failure is not null;
        resident.LastAt = load.LastAt;
        resident.Pace.Begin(load.SnapshotVersion, load.SnapshotBytes, load.BytesSince);
        resident.Lane.Begin(load.Version);
        LetterDesk.Forget(resident);
        Forget(resident);
        if (_announce.Remove(resident.Id))
        {
            // Last: who waits for it to be here finds it counted.
            var feeds = account.View(now).Feeds.Select(feed => feed.Feed).ToHashSet();
            parts.Loaded.Post(new LoadedAccount(resident.Id, account.IsOpen, feeds));
        }
    }

    private static Account ReadSnapshot(ReadOnlyMemory<byte> state)
    {
        var at = 0;
        var reader = new CanonicalReader(state.Span, ref at);
        var account = Account.ReadFrom(reader);
        reader.End();
        return account;
    }
}
