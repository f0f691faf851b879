using System.Collections.Immutable;
using System.Text.Json;
using Antiphon.Time;

namespace Antiphon.Encoder;

/// <summary>
/// The architecture of a HuBERT or MERT model, as far as the importer knows it: group-normed
/// convolutions, positional convolution, transformer layers normed after each step.
/// Source: Hsu et al., "HuBERT", TASLP 2021; Li et al., "MERT", ICLR 2024.
/// </summary>
internal sealed record HubertConfig
{
    private static readonly string[] KnownTypes = ["mert_model", "hubert"];

    private static readonly ImmutableArray<int> KnownKernels = [10, 3, 3, 3, 3, 2, 2];
    private static readonly ImmutableArray<int> KnownStrides = [5, 2, 2, 2, 2, 2, 2];

    /// <summary>What each setting must be; another value is another architecture.</summary>
    private static readonly (string Key, string Value)[] Fixed =
    [
        ("feat_extract_norm", "\"group\""), ("feat_extract_activation", "\"gelu\""),
        ("hidden_act", "\"gelu\""), ("do_stable_layer_norm", "false"), ("conv_bias", "false"),
        ("feat_proj_layer_norm", "true"), ("feature_extractor_cqt", "false"),
        ("deepnorm", "false"), ("conv_pos_batch_norm", "false"),
    ];

    public required ImmutableArray<int> ConvDim { get; init; }

    public required ImmutableArray<int> ConvKernel { get; init; }

    public required ImmutableArray<int> ConvStride { get; init; }

    public required int HiddenSize { get; init; }

    public required int IntermediateSize { get; init; }

    public required int Layers { get; init; }

    public required int Heads { get; init; }

    public required int PositionKernel { get; init; }

    public required int PositionGroups { get; init; }

    public required float LayerNormEpsilon { get; init; }

    /// <summary>Whether the input is brought to zero mean and unit variance first.</summary>
    public required bool NormalizesInput { get; init; }

    /// <summary>Reads config.json and preprocessor_config.json.</summary>
    /// <param name="config">Text of config.json.</param>
    /// <param name="preprocessor">
    /// Text of preprocessor_config.json, or null where there is none: MERT's config.json says its
    /// rate itself, and MERT takes sound as it is.
    /// </param>
    /// <exception cref="ModelRefusedException">
    /// Another architecture; the setting is named.
    /// </exception>
    public static HubertConfig Parse(string config, string? preprocessor)
    {
        using var model = Document(config, "config.json");
        var settings = new Settings(model.RootElement, "config.json");
        var type = settings.Text("model_type");
        if (!KnownTypes.Contains(type))
        {
            throw new ModelRefusedException(
                $"config.json: architecture '{type}' is unknown; known: " +
                $"{string.Join(", ", KnownTypes)}.");
        }

        foreach (var (key, value) in Fixed)
        {
            settings.Expect(key, value);
        }

        var read = Read(settings) with { NormalizesInput = Normalizes(settings, preprocessor) };
        read.CheckGeometry();
        return read;
    }

    private static bool Normalizes(Settings settings, string? preprocessor)
    {
        const string file = "preprocessor_config.json";
        if (preprocessor is null)
        {
            return settings.Integer("sample_rate") == SampleRate.Hz
                ? false
                : throw new ModelRefusedException(
                    $"config.json: sample_rate must be {SampleRate.Hz}, the rig's.");
        }

        using var document = Document(preprocessor, file);
        var input = new Settings(document.RootElement, file);
        input.Expect("sampling_rate", $"{SampleRate.Hz}");
        return input.Flag("do_normalize");
    }

    private static HubertConfig Read(Settings settings)
    {
        if (settings.Number("attention_relax", -1) > 0)
        {
            throw new ModelRefusedException(
                "config.json: attention_relax above 0 is another architecture.");
        }

        return new HubertConfig
        {
            ConvDim = settings.Integers("conv_dim"),
            ConvKernel = settings.Integers("conv_kernel"),
            ConvStride = settings.Integers("conv_stride"),
            HiddenSize = settings.Integer("hidden_size"),
            IntermediateSize = settings.Integer("intermediate_size"),
            Layers = settings.Integer("num_hidden_layers"),
            Heads = settings.Integer("num_attention_heads"),
            PositionKernel = settings.Integer("num_conv_pos_embeddings"),
            PositionGroups = settings.Integer("num_conv_pos_embedding_groups"),
            LayerNormEpsilon = (float)settings.Number("layer_norm_eps", 1e-5),
            NormalizesInput = false,
        };
    }

    private static JsonDocument Document(string text, string file)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException error)
        {
            throw new ModelRefusedException(
                $"{file} is damaged, line {error.LineNumber + 1}: fetch it again.", error);
        }
    }

    private void CheckGeometry()
    {
        if (!ConvKernel.SequenceEqual(KnownKernels) || !ConvStride.SequenceEqual(KnownStrides)
            || ConvDim.Length != KnownKernels.Length || ConvDim.Any(channels => channels < 1))
        {
            throw new ModelRefusedException(
                $"config.json: conv_kernel [{string.Join(", ", ConvKernel)}] with conv_stride " +
                $"[{string.Join(", ", ConvStride)}] is another architecture; the rig's frames " +
                $"come from [{string.Join(", ", KnownKernels)}] with " +
                $"[{string.Join(", ", KnownStrides)}].");
        }

        if (Heads < 1 || HiddenSize % Heads != 0 || PositionGroups < 1
            || HiddenSize % PositionGroups != 0 || Layers < 1 || IntermediateSize < 1
            || PositionKernel % 2 != 0 || PositionKernel < 2 * FrameGrid.FramesPerSegment)
        {
            throw new ModelRefusedException(
                $"config.json: {HiddenSize} units, {Heads} heads, {PositionGroups} groups, " +
                $"{PositionKernel} positions and {Layers} layers do not fit together.");
        }
    }

    /// <summary>Typed reading of one JSON object; what is missing or mistyped is named.</summary>
    private sealed class Settings(JsonElement root, string file)
    {
        public void Expect(string key, string value)
        {
            var found = Has(key) ? root.GetProperty(key).GetRawText() : value;
            if (found != value)
            {
                throw new ModelRefusedException(
                    $"{file}: {key} {found} is another architecture; the importer knows {value}.");
            }
        }

        public string Text(string key) => Get(key, setting => setting.GetString() ?? string.Empty);

        public int Integer(string key) => Get(key, setting => setting.GetInt32());

        public bool Flag(string key) =>
            Has(key) && Get(key, setting => setting.GetBoolean());

        public double Number(string key, double otherwise) =>
            Has(key) ? Get(key, setting => setting.GetDouble()) : otherwise;

        public ImmutableArray<int> Integers(string key) => Get(
            key,
            setting => setting.EnumerateArray().Select(item => item.GetInt32()).ToImmutableArray());

        // What is null was not said; an array or a text is no settings at all.
        private bool Has(string key) => root.ValueKind == JsonValueKind.Object
            ? root.TryGetProperty(key, out var setting) && setting.ValueKind != JsonValueKind.Null
            : throw new ModelRefusedException($"{file} holds no settings: fetch it again.");

        private T Get<T>(string key, Func<JsonElement, T> read)
        {
            try
            {
                return read(root.GetProperty(key));
            }
            catch (Exception error) when (error is KeyNotFoundException
                or InvalidOperationException or FormatException)
            {
                throw new ModelRefusedException(
                    $"{file}: '{key}' is missing or of the wrong kind.", error);
            }
        }
    }
}
