using System.Reflection;
using System.Text.Json;
using Antiphon.Perception;
using Antiphon.Quantizer;
using Xunit;

namespace Antiphon.Tests.Perception;

public class PerceptionContractTests
{
    private static readonly PerceptionContract Contract = Contracts.Of(new VocabularyOptions
    {
        TokenCount = 64,
        PcaSize = 24,
        Whiten = true,
        UnitSphere = true,
        RunningHalfLifeSeconds = 20,
        Stems = VocabularyStems.Separate,
    });

    [Fact]
    public void Canonical_json_is_sorted_and_comes_back()
    {
        var json = Contract.ToCanonicalJson();
        var names = JsonDocument.Parse(json).RootElement.EnumerateObject().Select(x => x.Name);

        Assert.Equal(names.Order(StringComparer.Ordinal), names);
        Assert.Equal(Contract, PerceptionContract.FromJson(json));
        Assert.Equal(json, PerceptionContract.FromJson(json).ToCanonicalJson());
        Assert.Contains("\"stems\":\"separate\"", json, StringComparison.Ordinal);
        Assert.DoesNotContain("vocabulary", json, StringComparison.Ordinal);
    }

    [Fact]
    public void The_hash_is_the_one_of_format_version_2() =>
        // By Python's hashlib over json.dumps(sort_keys). Were it to change without a new format
        // version, every vocabulary in the field would be refused.
        Assert.Equal(
            "18a6c173daaed02913c35e6949b1d003048d204db4e9e5d5c39bb6669fdad691",
            Contract.Sha256());

    [Fact]
    public void Each_field_that_differs_is_named_with_both_values()
    {
        var fields = typeof(PerceptionContract)
            .GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(field => field.CanWrite)
            .ToList();
        Assert.True(fields.Count > 25);
        var contract = Contract with { EarSha256 = "0123" };
        foreach (var field in fields)
        {
            var other = contract with { };
            field.SetValue(other, Another(field.GetValue(other)!));
            var difference = Assert.Single(contract.Compare(other));
            Assert.Equal(field.Name, difference.Field, ignoreCase: true);
            Assert.NotEqual(difference.Learned, difference.Here);
            Assert.NotEqual(contract.Sha256(), other.Sha256());
        }
    }

    [Fact]
    public void Where_one_of_two_contracts_names_no_ear_they_do_not_differ_in_it()
    {
        var eared = Contract with { EarSha256 = "0123" };

        Assert.Empty(Contract.Compare(eared));
        Assert.Empty(eared.Compare(Contract));
        Assert.Equal(eared, PerceptionContract.FromJson(eared.ToCanonicalJson()));
    }

    [Fact]
    public void Equal_contracts_do_not_differ()
    {
        Assert.Empty(Contract.Compare(Contract with { }));
        Assert.Equal(Contract.Sha256(), (Contract with { }).Sha256());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("{\"sampleRateHz\":\"many\"}")]
    public void A_text_that_is_no_contract_is_refused(string json) =>
        Assert.Throws<JsonException>(() => PerceptionContract.FromJson(json));

    private static object Another(object value) => value switch
    {
        int number => number + 1,
        double number => number + 0.5,
        bool flag => !flag,
        string text => text + "?",
        VocabularyStems => VocabularyStems.Shared,
        _ => throw new NotSupportedException(value.GetType().Name),
    };
}
