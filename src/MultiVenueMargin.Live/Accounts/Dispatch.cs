using MultiVenueMargin.Accounts;
using MultiVenueMargin.Live.Markets;

namespace MultiVenueMargin.Live.Accounts;

/// <summary>What the turns of one shard rest on, and where what they decided goes: time and market of each turn, and its records to the journal.</summary>
internal sealed class Dispatch(ShardParts parts, AccountKeeper keeper, LookRound looks)
{
    private readonly MarketBoard _board = parts.Board;
    private readonly LetterDesk _letters = new(parts);

    /// <summary>The host's time in this cycle.</summary>
    public DateTimeOffset Now { get; set; }

    public TurnContext ContextOf(Resident resident)
    {
        var view = _board.Current;
        return new TurnContext(TimeOf(resident), view.Stamp, view.FindMarket(resident.Account!.Policy.RuleBook)) { Doubtful = view.Doubtful };
    }

    /// <summary>Sends what was decided on its way; answers and the rest follow it.</summary>
    public void Submit(Resident? resident, TurnBatch batch)
    {
        if (resident is null)
        {
            batch.GiveAll();
            return;
        }

        if (resident.IsReady)
        {
            resident.Lines = resident.Account!.Lines;
            _letters.Enclose(resident, batch, Now);
        }

        Send(resident, batch);
        keeper.Forget(resident);
    }

    /// <summary>The same of an account whose state is not to be relied on: what was decided before is sound, and nothing that the state asks for is sent.</summary>
    public void Send(Resident resident, TurnBatch batch)
    {
        if (batch.Records.Count > 0)
        {
            var at = TimeOf(resident);
            resident.LastAt = at;
            looks.Touch(resident);
            resident.Pace.Add(batch.Bytes);
            resident.Lane.Submit(batch.ExpectedVersion, at, batch.Records, batch.Releases);
        }
        else
        {
            foreach (var release in batch.Releases)
            {
                resident.Lane.ReleaseInOrder(release);
            }
        }

        batch.Clear();
    }

    /// <summary>The time of an account never goes back, whatever the clock did between two runs.</summary>
    private DateTimeOffset TimeOf(Resident resident) => resident.LastAt > Now ? resident.LastAt : Now;
}
