using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Accounts.Registers;

/// <summary>A role that a principal has.</summary>
/// <param name="Account">Absent: for all accounts of the institution.</param>
public sealed record RoleGrant(PrincipalId Principal, Role Role, InstitutionId Institution, AccountId? Account)
{
    /// <summary>By principal, institution, role, and the whole institution before single accounts.</summary>
    internal static Comparer<RoleGrant> Order { get; } = Comparer<RoleGrant>.Create(static (left, right) =>
        left.Principal.CompareTo(right.Principal) is not 0 and var byPrincipal ? byPrincipal
        : left.Institution.CompareTo(right.Institution) is not 0 and var byInstitution ? byInstitution
        : left.Role.CompareTo(right.Role) is not 0 and var byRole ? byRole
        : Nullable.Compare(left.Account, right.Account));

    internal void WriteTo(CanonicalWriter writer)
    {
        ValueCodec.Write(writer, Principal);
        writer.Enum(Role);
        ValueCodec.Write(writer, Institution);
        writer.Optional(Account, ValueCodec.Write);
    }

    internal static RoleGrant ReadFrom(CanonicalReader reader) => new(
        ValueCodec.ReadPrincipalId(reader),
        reader.Enum<Role>(),
        ValueCodec.ReadInstitutionId(reader),
        reader.Optional(ValueCodec.ReadAccountId));
}
