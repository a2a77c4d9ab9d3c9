using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Accounts.Registers;

/// <summary>
/// Institutions, their accounts and quotas, which venue account belongs to whom, and who may do what. A venue account belongs to one pool of one
/// account on the whole platform; that is decided here and nowhere else.
/// </summary>
public sealed partial class InstitutionRegister : Register
{
    private readonly SortedDictionary<InstitutionId, InstitutionEntry> _institutions = [];
    private readonly SortedSet<AccountId> _accounts = [];
    private readonly SortedDictionary<VenueAccountId, VenueAccountClaimed> _claims = [];
    private readonly Dictionary<AccountId, SortedSet<VenueAccountId>> _claimed = [];
    private readonly SortedSet<RoleGrant> _grants = new(RoleGrant.Order);

    // The same, by institution.
    private readonly Dictionary<InstitutionId, SortedSet<RoleGrant>> _granted = [];

    /// <summary>By id.</summary>
    public IReadOnlyDictionary<InstitutionId, InstitutionEntry> Institutions => _institutions;

    /// <summary>Every account that must be open or closed and never missing, by id.</summary>
    public IReadOnlyCollection<AccountId> Accounts => _accounts;

    /// <summary>By venue account.</summary>
    public IReadOnlyCollection<VenueAccountClaimed> Claims => _claims.Values;

    public IReadOnlyCollection<RoleGrant> Grants => _grants;

    public int GrantsFor(InstitutionId institution) => _granted.GetValueOrDefault(institution)?.Count ?? 0;

    /// <summary>Grants by principal, institution, role and account, beyond one; of one institution, of one principal, or of all. Only for looking at once.</summary>
    public IEnumerable<RoleGrant> GrantsBeyond(InstitutionId? institution, PrincipalId? principal, RoleGrant? after)
    {
        var all = institution is { } named ? _granted.GetValueOrDefault(named, []) : _grants;

        // Nothing lies before a role that is none, for everybody and of nobody.
        var first = principal is { } person ? new RoleGrant(person, Role.Unspecified, institution ?? default, null) : null;
        var from = first is null || (after is not null && RoleGrant.Order.Compare(after, first) > 0) ? after : first;
        var behind = from is null || all.Count == 0 ? all
            : RoleGrant.Order.Compare(from, all.Max!) > 0 ? []
            : all.GetViewBetween(from, all.Max!);
        return behind.SkipWhile(grant => grant == after).TakeWhile(grant => principal is null || grant.Principal == principal);
    }

    public bool IsRegistered(AccountId account) => _accounts.Contains(account);

    /// <summary>Who has a venue account; null where nobody claimed it.</summary>
    public VenueAccountClaimed? FindClaim(VenueAccountId venueAccount) => _claims.GetValueOrDefault(venueAccount);

    /// <summary>Every venue account of an account, by id: what its feeds must be.</summary>
    public IReadOnlyCollection<VenueAccountClaimed> ClaimsOf(AccountId account) =>
        _claimed.TryGetValue(account, out var claimed) ? [.. claimed.Select(venueAccount => _claims[venueAccount])] : [];

    /// <summary>Whether a principal has a role for an account, by itself or for the whole institution. Nobody has one that was not granted.</summary>
    public bool IsGranted(PrincipalId principal, Role role, AccountId account) =>
        _grants.Contains(new RoleGrant(principal, role, account.Institution, null))
        || _grants.Contains(new RoleGrant(principal, role, account.Institution, account));

    public static InstitutionRegister ReadFrom(CanonicalReader reader) => Read(new InstitutionRegister(), reader);

    private protected override bool ApplyOwn(RegisterRecord record, DateTimeOffset at)
    {
        switch (record)
        {
            case InstitutionRegistered registered:
                _institutions.Add(registered.Institution, new InstitutionEntry(registered.DisplayName, Quota.Default, 0));
                return true;
            case QuotaSet quota:
                _institutions[quota.Institution] =
                    _institutions[quota.Institution] with { Quota = new Quota(quota.Accounts, quota.UpdatesPerSecond) };
                return true;
            case AccountRegistered registered:
                Add(registered.Account);
                return true;
            case VenueAccountClaimed claimed:
                Add(claimed);
                return true;
            case VenueAccountMoved moved:
                HeldBy(moved.VenueAccount, moved.Account);
                _claims[moved.VenueAccount] = new VenueAccountClaimed(moved.VenueAccount, moved.Account, moved.Pool);
                return true;
            case VenueAccountReleased released:
                HeldBy(released.VenueAccount, released.Account);
                _claims.Remove(released.VenueAccount);
                _claimed[released.Account].Remove(released.VenueAccount);
                return true;
            case RoleGranted granted:
                Require(Add(new RoleGrant(granted.Principal, granted.Role, granted.Institution, granted.Account)), record);
                return true;
            case RoleRevoked revoked:
                Require(Remove(new RoleGrant(revoked.Principal, revoked.Role, revoked.Institution, revoked.Account)), record);
                return true;
            default:
                return false;
        }
    }

    private protected override void WriteOwn(CanonicalWriter writer)
    {
        writer.Dictionary(_institutions, RegisterLimits.Institutions, ValueCodec.Write, static (each, entry) =>
        {
            each.String(entry.DisplayName, RegisterLimits.DisplayNameLength);
            each.Int32(entry.Quota.Accounts);
            each.Int32(entry.Quota.UpdatesPerSecond);
        });
        writer.Set(_accounts, RegisterLimits.Accounts, ValueCodec.Write);
        writer.Count(_claims.Count, RegisterLimits.Claims);
        foreach (var claim in _claims.Values)
        {
            ValueCodec.Write(writer, claim.VenueAccount);
            ValueCodec.Write(writer, claim.Account);
            ValueCodec.Write(writer, claim.Pool);
        }

        writer.Count(_grants.Count, RegisterLimits.Grants);
        foreach (var grant in _grants)
        {
            grant.WriteTo(writer);
        }
    }

    private protected override void ReadOwn(CanonicalReader reader)
    {
        var institutions = reader.Dictionary(
            RegisterLimits.Institutions,
            ValueCodec.ReadInstitutionId,
            static each => new InstitutionEntry(
                each.String(RegisterLimits.DisplayNameLength), new Quota(each.Int32(), each.Int32()), 0));
        foreach (var (institution, entry) in institutions)
        {
            _institutions.Add(institution, entry);
        }

        foreach (var account in reader.Set(RegisterLimits.Accounts, ValueCodec.ReadAccountId))
        {
            Add(account);
        }

        for (var left = reader.Count(RegisterLimits.Claims); left > 0; left--)
        {
            Add(new VenueAccountClaimed(
                ValueCodec.ReadVenueAccountId(reader), ValueCodec.ReadAccountId(reader), ValueCodec.ReadPoolId(reader)));
        }

        for (var left = reader.Count(RegisterLimits.Grants); left > 0; left--)
        {
            Add(RoleGrant.ReadFrom(reader));
        }
    }

    private void Add(AccountId account)
    {
        var entry = _institutions[account.Institution];
        Require(_accounts.Add(account), account);
        _institutions[account.Institution] = entry with { Accounts = entry.Accounts + 1 };
    }

    private void Add(VenueAccountClaimed claim)
    {
        Require(_accounts.Contains(claim.Account), claim);
        _claims.Add(claim.VenueAccount, claim);
        if (!_claimed.TryGetValue(claim.Account, out var claimed))
        {
            _claimed.Add(claim.Account, claimed = []);
        }

        claimed.Add(claim.VenueAccount);
    }

    private bool Add(RoleGrant grant)
    {
        if (!_granted.TryGetValue(grant.Institution, out var granted))
        {
            _granted.Add(grant.Institution, granted = new SortedSet<RoleGrant>(RoleGrant.Order));
        }

        return _grants.Add(grant) && granted.Add(grant);
    }

    private bool Remove(RoleGrant grant) => _grants.Remove(grant) && _granted[grant.Institution].Remove(grant);

    private void HeldBy(VenueAccountId venueAccount, AccountId account) =>
        Require(FindClaim(venueAccount)?.Account == account, venueAccount);

    private static void Require(bool holds, object what)
    {
        if (!holds)
        {
            throw new InvalidOperationException($"{what} does not follow from what the register holds.");
        }
    }
}
