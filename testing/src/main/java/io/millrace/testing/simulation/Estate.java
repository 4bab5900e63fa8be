package io.millrace.testing.simulation;

import java.util.List;

/** What is simulated: services, what they run on, hundreds of metric series and the alarms on them. */
public record Estate(
        List<Service> services,
        List<Resource> resources,
        List<Series> series,
        List<AlarmSpec> alarms,
        List<CompositeSpec> composites) {

    public Estate {
        services = List.copyOf(services);
        resources = List.copyOf(resources);
        series = List.copyOf(series);
        alarms = List.copyOf(alarms);
        composites = List.copyOf(composites);
    }

    /** The example estate: eight services in two accounts, some three hundred series. */
    public static Estate example(long seed) {
        return example(seed, 1);
    }

    /** The example estate with so many times the instances. */
    public static Estate example(long seed, int scale) {
        if (scale < 1) {
            throw new IllegalArgumentException("The estate's scale was " + scale + "; it must be 1 or more");
        }
        return new ExampleEstate(seed, scale).build();
    }

    /** The service of this name; an error if there is none. */
    public Service service(String name) {
        return services.stream()
                .filter(service -> service.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No service " + name + " in " + services));
    }

    /** The resources of a service that have a type, in the order of the estate. */
    public List<Resource> resources(String service, Resource.Type type) {
        return resources.stream()
                .filter(resource -> resource.service().equals(service) && resource.type() == type)
                .toList();
    }

    /** The series of one metric of one resource; an error if there is none. */
    public Series series(Resource resource, String metric) {
        return series.stream()
                .filter(one -> one.resource().equals(resource) && one.metric().equals(metric))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No metric " + metric + " of " + resource.arn()));
    }
}
