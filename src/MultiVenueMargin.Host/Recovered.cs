namespace MultiVenueMargin.Host;

/// <summary>What a start found in the folder.</summary>
/// <param name="Accounts">Open accounts.</param>
/// <param name="Records">All records of all streams.</param>
/// <param name="Checking">Reading and checking every entry of the journal.</param>
/// <param name="Took">From opening the folder to being ready.</param>
public sealed record Recovered(int Accounts, long Records, TimeSpan Checking, TimeSpan Took)
{
    public bool IsFirstStart => Records == 0;
}
