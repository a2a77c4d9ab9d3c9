namespace MultiVenueMargin.Accounts;

/// <summary>Anything that a journal stream holds: of an account, a register or a market.</summary>
public abstract record JournalRecord;
