using System.Collections.Concurrent;
using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Journal;
using MultiVenueMargin.Live.Pipeline;

namespace MultiVenueMargin.Live.Accounts;

/// <summary>
/// Keeps the accounts of a shard in memory: reads them from the journal, at the start and again when something of one did not become
/// durable, and writes their states down from time to time.
/// </summary>
internal sealed class AccountKeeper(ShardParts parts, Mailbox<CommitOutcome> outcomes, LookRound looks)
{
    private const string BeingRead = "it is being read from the journal";

    private readonly Dictionary<AccountId, Resident> _residents = [];
    private readonly Queue<Resident> _loading = new();
    private readonly Queue<(Resident Resident, DateTimeOffset At)> _again = new();
    private readonly Mailbox<AccountId> _wanted = new(parts.Bell);
    private readonly List<Resident> _snapshots = [];
    private readonly HashSet<AccountId> _announce = [];
    private readonly ConcurrentDictionary<AccountId, bool> _known = new();
    private readonly ConcurrentDictionary<AccountId, string> _missing = new();
    private Queue<Resident>? _last;
    private int _reopenings;

    /// <summary>Accounts that should be here and are not, with the reason. Safe from any thread.</summary>
    public IEnumerable<KeyValuePair<AccountId, string>> Missing => _missing;

    /// <summary>Accounts that have records, open or closed. Safe from any thread.</summary>
    public IEnumerable<AccountId> Known => _known.Keys;

    /// <summary>Accounts about which something needs a person. Safe from any thread.</summary>
    public IEnumerable<AccountId> Flagged => _known.Where(entry => entry.Value).Select(entry => entry.Key);

    /// <summary>Nothing is being read or waits for an outcome.</summary>
    public bool IsIdle => _loading.Count == 0 && _wanted.Count == 0 && _residents.Values.All(resident => resident.Lane.IsIdle);

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

        return ended > 0;
    }

    /// <summary>Whether it is due to be written down: it then takes nothing until all it decided is durable, for a snapshot is of a durable version.</summary>
    public bool WantsSnapshot(Resident resident)
    {
        if (resident.Account is not { } account || !resident.Pace.IsDue(account.Version))
        {
            return false;
        }

        if (!_snapshots.Contains(resident))
        {
            _snapshots.Add(resident);
        }

        return !resident.Lane.IsIdle;
    }

    /// <summary>Writes down the states of accounts that are due and have nothing under way.</summary>
    public void WriteSnapshots()
    {
        for (var i = _snapshots.Count - 1; i >= 0 && parts.Queue.HasSnapshotRoom; i--)
        {
            if (_snapshots[i].Lane.IsIdle)
            {
                Write(_snapshots[i]);
                _snapshots.RemoveAt(i);
            }
        }
    }

    /// <summary>Writes down every state that has changed since it last was, before the process ends; false while some wait for room.</summary>
    public bool TryWriteAllSnapshots()
    {
        _last ??= new Queue<Resident>(_residents.Values.Where(resident => resident.IsReady && resident.Account!.Version > resident.Pace.Version).OrderBy(resident => resident.Id));
        while (parts.Committer.Failure is null && _last.TryPeek(out var resident))
        {
            if (!parts.Queue.HasSnapshotRoom)
            {
                return false;
            }

            Write(resident);
            _last.Dequeue();
        }

        return true;
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

    private void Write(Resident resident)
    {
        var head = parts.Journal.HeadOf(resident.Lane.Stream);
        if (resident.Account is not { } account || head.Version != account.Version || account.Version == 0)
        {
            return;
        }

        var writer = new CanonicalWriter();
        account.WriteTo(writer);
        parts.Queue.Post(new SnapshotOrder(new StreamSnapshot(head.Stream, head.Version, head.Hash, writer.ToArray())));
        resident.Pace.Wrote(account.Version, writer.Length);
    }

    private Resident NewResident(AccountId account)
    {
        var lane = new CommitLane(StreamId.Of(account), outcomes, parts.Queue);
        var resident = new Resident(account, lane, new SnapshotPace(parts.Options), parts.Options.PoisonPerAccount);
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
        resident.Account = account;
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
