using MultiVenueMargin.Live.Inboxes;

namespace MultiVenueMargin.Live.Accounts;

/// <summary>
/// Moves accounts that have become large from a shard to its annex, where whatever they cost is paid by large ones only. An account has one owner at
/// any time: it leaves with nothing under way, its whole state goes over in one message, and what waits for it and what still comes follows in
/// its order. It never comes back before a restart, so that no account moves to and fro.
/// </summary>
/// <param name="annex">Absent in an annex: from there nothing moves.</param>
internal sealed class Relocation(ShardParts parts, AccountInbox inbox, AccountKeeper keeper, AccountShard? annex)
{
    private readonly List<Resident> _leaving = [];
    private int _count;

    public bool IsAnnex => annex is null;

    /// <summary>Accounts that are about to move. Safe from any thread.</summary>
    public int Leaving => Volatile.Read(ref _count);

    /// <summary>Whether it leaves as soon as all that it decided is durable; until then it takes nothing and is not looked at.</summary>
    /// <param name="sent">How many lines its next request brings.</param>
    public bool IsLeaving(Resident resident, int sent = 0)
    {
        if (!IsAnnex && !resident.IsLarge && Math.Max(resident.Lines, sent) > parts.Options.LargeBeyondLines)
        {
            resident.IsLarge = true;
            _leaving.Add(resident);
            Volatile.Write(ref _count, _leaving.Count);
        }

        return resident.IsLarge && !IsAnnex;
    }

    /// <summary>Moves those that have nothing under way; true when one went.</summary>
    public bool RunOnce()
    {
        var moved = false;
        for (var i = _leaving.Count - 1; i >= 0; i--)
        {
            if (_leaving[i] is { IsReady: true, Account.Version: > 0, Lane.IsIdle: true } resident)
            {
                _leaving.RemoveAt(i);
                annex!.Keeper.Adopt(resident);
                keeper.Release(resident);
                // Last: who asks the annex finds the account there, or on its way.
                inbox.Forward(resident.Id, annex.Inbox);
                moved = true;
            }
        }

        Volatile.Write(ref _count, _leaving.Count);
        return moved;
    }
}
