namespace MultiVenueMargin.Accounts.Registers;

/// <summary>A registered institution.</summary>
/// <param name="Quota">What it may use at most.</param>
/// <param name="Accounts">How many accounts are registered for it.</param>
public sealed record InstitutionEntry(string DisplayName, Quota Quota, int Accounts);

/// <summary>What an institution may use at most.</summary>
/// <param name="Accounts">Registered accounts, closed ones included: the register does not know which are.</param>
/// <param name="UpdatesPerSecond">Feed frames.</param>
public sealed record Quota(int Accounts, int UpdatesPerSecond)
{
    /// <summary>Where nothing was set, only the platform's own limits hold: a new institution works at once, and is bounded.</summary>
    public static Quota Default { get; } = new(RegisterLimits.Accounts, RegisterLimits.UpdatesPerSecond);
}
