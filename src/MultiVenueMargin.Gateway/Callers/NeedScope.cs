using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Gateway.Callers;

/// <summary>What a need is about: one account, one institution, or, as the default, the whole platform.</summary>
public readonly record struct NeedScope(InstitutionId? Institution, AccountId? Account)
{
    public static NeedScope Platform => default;

    public static NeedScope Of(AccountId account) => new(account.Institution, account);

    public static NeedScope Of(InstitutionId institution) => new(institution, null);
}
