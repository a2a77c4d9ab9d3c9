namespace MultiVenueMargin.Domain.Tests.Contracts;

public sealed class EveryValueHasAContractTests
{
    [Fact]
    public void PublicValueTypes_AllHaveExactlyOneContract()
    {
        var contracts = typeof(EveryValueHasAContractTests).Assembly.GetTypes()
            .Where(type => !type.IsAbstract)
            .Select(ContractOf)
            .OfType<Type>()
            .ToList();
        Assert.Equal(contracts.Count, contracts.Select(contract => contract.GenericTypeArguments[0]).Distinct().Count());

        var missing = typeof(Asset).Assembly.GetExportedTypes()
            .Where(type => type.IsValueType && !type.IsEnum)
            .Where(type => !contracts.Contains(Required(type)))
            .Select(type => type.Name);
        Assert.Empty(missing);
    }

    /// <summary>A member of the ordered contract is ordered; whatever can be compared must be in it.</summary>
    private static Type Required(Type value) => typeof(IComparable<>).MakeGenericType(value).IsAssignableFrom(value)
        ? typeof(OrderedValueContract<>).MakeGenericType(value)
        : typeof(PlainValueContract<>).MakeGenericType(value);

    private static Type? ContractOf(Type type)
    {
        for (var ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (ancestor.IsGenericType
                && ancestor.GetGenericTypeDefinition() is var definition
                && (definition == typeof(OrderedValueContract<>) || definition == typeof(PlainValueContract<>)))
            {
                return ancestor;
            }
        }

        return null;
    }
}
