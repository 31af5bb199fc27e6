using Livecaller.Server.S3;
using Livecaller.Server.S3.Storage;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Stores the attachments of the chat backend in object storage.</summary>
public static class LivecallerS3ServiceCollectionExtensions
{
    /// <summary>Stores attachments and thumbnails in a bucket of S3 or a compatible server. Several servers can share it.</summary>
    /// <param name="services">The services of an application that calls <c>AddLivecaller()</c>.</param>
    /// <param name="configure">Changes the settings of the section <c>Livecaller:S3</c>; null for none.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UseS3(this IServiceCollection services, Action<S3Options>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (configure is not null) services.Configure<LivecallerServerOptions>(options => configure(options.S3));
        if (services.Any(service => service.ServiceType == typeof(S3Bucket))) return services;
        services.AddSingleton<S3Bucket>().AddSingleton<IValidateOptions<LivecallerServerOptions>, S3OptionsValidator>();
        services.Replace(ServiceDescriptor.Singleton<AttachmentFiles, S3Files>());
        services.AddHealthChecks().AddCheck<S3Health>(S3Health.Name, tags: [LivecallerHealthChecks.Tag]);
        return services;
    }
}
