namespace MultiVenueMargin.Accounts.Registers;

/// <summary>What a command made of a register: records that become durable together, and the answer that is given out after that.</summary>
/// <param name="Records">Applied already; empty where nothing changed.</param>
public sealed record RegisterTurn(IReadOnlyList<RegisterRecord> Records, RegisterAnswer Answer);
